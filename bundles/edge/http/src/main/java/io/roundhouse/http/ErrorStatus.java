package io.roundhouse.http;

import io.roundhouse.api.error.ErrorCode;

/** The status of an error, both ways: the only place that knows it. */
final class ErrorStatus {
    private ErrorStatus() {}

    static int of(ErrorCode code) {
        return switch (code) {
            case INVALID_REQUEST, INVALID_INPUT, INVALID_CONFIGURATION, REQUEST_QUARANTINED -> 400;
            case MODEL_NOT_FOUND, VERSION_NOT_FOUND -> 404;
            case LOAD_FAILED -> 409;
            case PAYLOAD_TOO_LARGE -> 413;
            case CANCELLED -> 499;
            case UNSUPPORTED -> 501;
            case OVERLOADED, DRAINING, MODEL_NOT_READY, PLUGIN_MISSING -> 503;
            case DEADLINE_EXCEEDED -> 504;
            case ENGINE_FAILED, TRANSFORMER_FAILED, INTERNAL -> 500;
        };
    }

    /** The stable code of an error that Jetty or the whiteboard found. */
    static String code(int status) {
        return switch (status) {
            case 400, 505 -> ErrorCode.INVALID_REQUEST.name();
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "FORBIDDEN";
            case 404 -> "NOT_FOUND";
            case 405 -> "METHOD_NOT_ALLOWED";
            case 408 -> "REQUEST_TIMEOUT";
            case 413 -> ErrorCode.PAYLOAD_TOO_LARGE.name();
            case 414 -> "URI_TOO_LONG";
            case 415, 417, 501 -> ErrorCode.UNSUPPORTED.name();
            case 429 -> "TOO_MANY_REQUESTS";
            case 431 -> "HEADERS_TOO_LARGE";
            case 503 -> ErrorCode.OVERLOADED.name();
            default -> status < 500 ? ErrorCode.INVALID_REQUEST.name() : ErrorCode.INTERNAL.name();
        };
    }

    /** What to say when nobody said more. */
    static String sentence(int status) {
        return switch (status) {
            case 401 -> "this needs a token";
            case 403 -> "this is not allowed";
            case 404 -> "there is nothing at this path";
            case 405 -> "the method is not offered here";
            case 408 -> "the request came too slowly";
            case 413 -> "the request is larger than allowed";
            case 414 -> "the request line is longer than allowed";
            case 429 -> "asked too often; come again later";
            case 431 -> "the headers are larger than allowed";
            case 501 -> "not offered";
            case 503 -> "the server cannot answer now";
            case 505 -> "the HTTP version is not offered";
            default -> status < 500 ? "the request is malformed" : "the server failed; its log has the request id";
        };
    }
}
