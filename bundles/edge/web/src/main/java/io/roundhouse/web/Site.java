package io.roundhouse.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The files of the console, all in memory and none but these: a path is looked up by name, and never opened. A browser keeps
 * them and asks by tag whether they are still the same.
 */
final class Site {
    private static final String ROOT = "/console";
    private static final List<String> FILES = List.of(
            "index.html",
            "console.css",
            "console.mjs",
            "alerts.mjs",
            "ask.mjs",
            "dom.mjs",
            "fleet.mjs",
            "infer.mjs",
            "live.mjs",
            "model.mjs",
            "numbers.mjs",
            "plot.mjs",
            "plugins.mjs",
            "token.mjs",
            "trends.mjs",
            "who.mjs",
            "icon.svg",
            "lib/uPlot.iife.min.js",
            "lib/uPlot.min.css",
            "lib/LICENSE");

    /** Only what this server sends may run or be shown, and nobody may frame it. */
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, Page> pages =
            FILES.stream().map(Page::read).collect(Collectors.toUnmodifiableMap(Page::name, Function.identity()));

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        if (path.equals(ROOT)) {
            response.setHeader("Location", ROOT + "/"); // the files' names stand behind the slash
            response.setStatus(308);
            return;
        }
        String name = path.length() <= ROOT.length() + 1 ? "index.html" : path.substring(ROOT.length() + 1);
        Page page = pages.get(name);
        if (page == null) {
            response.sendError(404, "the console has no such file");
        } else if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            response.sendError(405);
        } else {
            send(page, request, response);
        }
    }

    private static void send(Page page, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("ETag", page.tag());
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Vary", "Accept-Encoding");
        if (page.tag().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(304);
            return;
        }
        response.setContentType(page.type());
        String accepted = request.getHeader("Accept-Encoding");
        byte[] bytes = page.plain();
        if (accepted != null && accepted.contains("gzip")) {
            response.setHeader("Content-Encoding", "gzip");
            bytes = page.zipped();
        }
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
