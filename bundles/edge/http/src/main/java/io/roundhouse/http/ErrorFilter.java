package io.roundhouse.http;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;

/** Turns what a servlet throws into an answer. A request that is answered passes through without any work. */
final class ErrorFilter {
    /** The attribute in which a servlet leaves the id of a request it failed to answer. */
    static final String REQUEST_ID = "roundhouse.request.id";

    private static final String TRACE_PARENT = "traceparent";

    void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException {
        try {
            chain.doFilter(request, response);
        } catch (InferenceException e) {
            int status = ErrorStatus.of(e.code());
            String sentence = e.code() == ErrorCode.INTERNAL ? ErrorStatus.sentence(status) : e.sentence();
            String id = answer(request, response, status, sentence, e.code().name());
            if (status == 500) {
                FailureLog.tell(id, e.code(), request.getHeader(TRACE_PARENT), e);
            }
        } catch (IOException | ServletException | RuntimeException e) {
            other(request, response, e);
        }
    }

    private static void other(HttpServletRequest request, HttpServletResponse response, Exception e)
            throws IOException {
        if (e instanceof HttpException refused) {
            String reason = refused.getReason() == null ? ErrorStatus.sentence(refused.getCode()) : refused.getReason();
            answer(request, response, refused.getCode(), reason, ErrorStatus.code(refused.getCode()));
        } else if (e instanceof IOException gone) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw gone; // the client went away: nobody reads an answer
            }
            answer(request, response, 408, ErrorStatus.sentence(408), ErrorStatus.code(408));
        } else {
            String id = answer(request, response, 500, ErrorStatus.sentence(500), ErrorCode.INTERNAL.name());
            FailureLog.tell(id, ErrorCode.INTERNAL, request.getHeader(TRACE_PARENT), e);
        }
    }

    private static String answer(
            HttpServletRequest request, HttpServletResponse response, int status, String sentence, String code)
            throws IOException {
        String id = request.getAttribute(REQUEST_ID) instanceof String known
                ? ErrorBody.requestId(known)
                : ErrorBody.requestId(request.getHeader("x-request-id"));
        if (response.isCommitted()) {
            return id; // half an answer is out; Jetty ends the connection
        }
        byte[] body = ErrorBody.of(sentence, code, id);
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType(ErrorBody.CONTENT_TYPE);
        response.setContentLength(body.length);
        if (status == 503) {
            response.setHeader("Retry-After", "1");
        }
        response.getOutputStream().write(body);
        return id;
    }
}
