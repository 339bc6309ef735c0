package io.roundhouse.admin;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.Rollouts;
import io.roundhouse.server.control.Rollouts.Report;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Which path is which question. Whatever it throws, the filter of the HTTP room answers. */
final class AdminApi {
    static final List<String> ACTIONS = List.of("start", "pause", "resume", "promote", "abort");

    private static final String ROOT = "/admin";
    private static final String GET = "GET";
    private static final String POST = "POST";

    private final Supplier<Rollouts> rollouts;
    private final byte[] description = Documents.description();

    AdminApi(Supplier<Rollouts> rollouts) {
        this.rollouts = rollouts;
    }

    void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> segments = segments(request.getRequestURI());
        if (segments.equals(List.of("openapi.json"))) {
            if (allowed(request, response, GET)) {
                answer(response, description);
            }
        } else if (segments.size() < 2 || !segments.subList(0, 2).equals(List.of("v1", "rollouts"))) {
            response.sendError(404);
        } else {
            rollouts(segments.subList(2, segments.size()), request, response);
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

    private void rollouts(List<String> segments, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (segments.size()) {
            case 0 -> {
                if (allowed(request, response, GET)) {
                    answer(response, Documents.reports(rollouts.get().rollouts()));
                }
            }
            case 1 -> {
                if (allowed(request, response, GET)) {
                    answer(response, Documents.report(find(name(segments.get(0)))));
                }
            }
            case 2 -> change(segments.get(0), segments.get(1), request, response);
            default -> response.sendError(404);
        }
    }

    private void change(String model, String action, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!ACTIONS.contains(action)) {
            response.sendError(404, "a rollout cannot " + Refusal.quote(action) + Nearest.suggestion(action, ACTIONS));
        } else if (allowed(request, response, POST) && JsonBody.announced(request, response)) {
            Optional<String> version = JsonBody.version(request, response, action);
            answer(response, Documents.report(change(name(model), action, version)));
        }
    }

    private Report change(String model, String action, Optional<String> version) {
        Rollouts there = rollouts.get();
        return switch (action) {
            case "start" -> there.start(model, version);
            case "pause" -> there.pause(model);
            case "resume" -> there.resume(model);
            case "promote" -> there.promote(model);
            default -> there.abort(model);
        };
    }

    private Report find(String model) {
        List<Report> all = rollouts.get().rollouts();
        return all.stream()
                .filter(report -> report.model().equals(model))
                .findFirst()
                .orElseThrow(() -> new InferenceException(
                        ErrorCode.MODEL_NOT_FOUND,
                        "no model " + Refusal.quote(model) + " has a rollout"
                                + Nearest.suggestion(
                                        model, all.stream().map(Report::model).toList())));
    }

    /** A name as it is; one that can be nobody's is refused before anybody repeats it. */
    private static String name(String word) {
        if (!ModelId.isName(word)) {
            throw new InferenceException(ErrorCode.MODEL_NOT_FOUND, "there is no model " + Refusal.quote(word));
        }
        return word;
    }

    private static boolean allowed(HttpServletRequest request, HttpServletResponse response, String method)
            throws IOException {
        String actual = request.getMethod();
        if (actual.equals(method) || (method.equals(GET) && actual.equals("HEAD"))) {
            return true;
        }
        response.setHeader("Allow", method.equals(GET) ? "GET, HEAD" : method);
        response.sendError(405);
        return false;
    }

    private static void answer(HttpServletResponse response, byte[] document) throws IOException {
        response.setContentType(JsonBody.TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(document.length);
        response.getOutputStream().write(document);
    }
}
