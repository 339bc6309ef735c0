package io.roundhouse.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** One question and its answer. Each method that asks whether it is allowed has answered where it is not. */
record Exchange(HttpServletRequest request, HttpServletResponse response) {
    /** Whether it only reads. */
    boolean isRead() throws IOException {
        return request.getMethod().equals("HEAD") || isAllowed("GET", "GET, HEAD");
    }

    /** Whether it may change something. */
    boolean isChange() throws IOException {
        return isAllowed("POST", "POST") && JsonBody.announced(request, response);
    }

    private boolean isAllowed(String method, String allowed) throws IOException {
        if (request.getMethod().equals(method)) {
            return true;
        }
        response.setHeader("Allow", allowed);
        response.sendError(405);
        return false;
    }

    void notFound() throws IOException {
        response.sendError(404);
    }

    void notFound(String sentence) throws IOException {
        response.sendError(404, sentence);
    }

    void answer(Object document) throws IOException {
        answer(Json.of(document));
    }

    void answer(byte[] document) throws IOException {
        response.setContentType(JsonBody.TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(document.length);
        response.getOutputStream().write(document);
    }
}
