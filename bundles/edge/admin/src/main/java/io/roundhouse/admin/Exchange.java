package io.roundhouse.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** One question and its answer. Each method that asks whether it is allowed has answered where it is not. */
record Exchange(HttpServletRequest request, HttpServletResponse response, Caller caller) {
    private static final Logger LOG = System.getLogger(AdminComponent.PID);
    private static final int CALL_LENGTH_MAX = 300;

    /** Whether it only reads. */
    boolean isRead() throws IOException {
        return request.getMethod().equals("HEAD") || isAllowed("GET", "GET, HEAD");
    }

    /** Whether it may change something; who wants it is told before, as a change may end the process. */
    boolean isChange() throws IOException {
        if (!isAllowed("POST", "POST") || !JsonBody.announced(request, response)) {
            return false;
        }
        LOG.log(
                Level.INFO,
                "action by={0} role={1} from={2} call=\"{3}\"",
                caller.name(),
                caller.role().word(),
                request.getRemoteAddr(),
                Words.plain(request.getRequestURI(), CALL_LENGTH_MAX).replace('"', '?'));
        return true;
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
