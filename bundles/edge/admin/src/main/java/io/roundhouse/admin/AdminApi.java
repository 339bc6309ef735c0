package io.roundhouse.admin;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Which path is which question. Whatever it throws, the filter of the HTTP room answers. */
final class AdminApi {
    private static final String ROOT = "/admin";

    private final Map<String, Resource> resources;
    private final byte[] description = description();

    /** @param resources by the word behind {@code /admin/v1} */
    AdminApi(Map<String, Resource> resources) {
        this.resources = resources;
    }

    void service(Exchange exchange) throws IOException {
        List<String> segments = segments(exchange.request().getRequestURI());
        if (segments.equals(List.of("openapi.json"))) {
            if (exchange.isRead()) {
                exchange.answer(description);
            }
        } else if (segments.size() < 2 || !segments.get(0).equals("v1") || !resources.containsKey(segments.get(1))) {
            exchange.notFound();
        } else {
            resources.get(segments.get(1)).answer(segments.subList(2, segments.size()), exchange);
        }
    }

    /** {@code openapi.json}, as it lies in this bundle. */
    private static byte[] description() {
        try (InputStream in = AdminApi.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("this bundle lacks its openapi.json");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("openapi.json of this bundle cannot be read", e);
        }
    }

    /** The path behind {@code /admin}, in pieces. */
    private static List<String> segments(String uri) {
        String rest = uri.substring(Math.min(uri.length(), ROOT.length()));
        if (rest.indexOf('%') >= 0) {
            rest = URLDecoder.decode(rest.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
        int from = rest.startsWith("/") ? 1 : 0;
        int to = rest.endsWith("/") && rest.length() > 1 ? rest.length() - 1 : rest.length();
        return from >= to ? List.of() : List.of(rest.substring(from, to).split("/", -1));
    }
}
