package io.roundhouse.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Jetty's own errors and the whiteboard's, told as every other error; no names, no stack frames, no pages. */
final class JsonErrors extends ErrorHandler {
    /** The methods that may reach a servlet at all. */
    static final String ALLOW = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() >= 400 ? response.getStatus() : 500;
        String sentence = sentence(request, status);
        byte[] body = body(status, sentence, request.getHeaders().get("x-request-id"));
        headers(response.getHeaders(), status, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    /** What whoever found the error said of it, unless it is only the status once more. */
    private static @Nullable String sentence(Request request, int status) {
        if (request.getAttribute(ERROR_EXCEPTION) instanceof HttpException refused && refused.getReason() != null) {
            return refused.getReason();
        }
        boolean said = status < 500
                && request.getAttribute(ERROR_MESSAGE) instanceof String message
                && !message.equals(HttpStatus.getMessage(status));
        return said ? (String) request.getAttribute(ERROR_MESSAGE) : null;
    }

    static byte[] body(int status, @Nullable String sentence, @Nullable String givenId) {
        return ErrorBody.of(
                sentence == null ? ErrorStatus.sentence(status) : sentence,
                ErrorStatus.code(status),
                ErrorBody.requestId(givenId));
    }

    private static void headers(HttpFields.Mutable fields, int status, int length) {
        fields.put(HttpHeader.CONTENT_TYPE, ErrorBody.CONTENT_TYPE);
        fields.put(HttpHeader.CONTENT_LENGTH, Integer.toString(length));
        fields.put(HttpHeader.CACHE_CONTROL, "no-store");
        if (status == 405 && !fields.contains(HttpHeader.ALLOW)) {
            fields.put(HttpHeader.ALLOW, ALLOW);
        }
        if (status == 503) {
            fields.put(HttpHeader.RETRY_AFTER, "1");
        }
    }
}
