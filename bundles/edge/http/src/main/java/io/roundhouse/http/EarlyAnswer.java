package io.roundhouse.http;

import org.eclipse.jetty.server.HttpStream;

/**
 * Says NO_ERROR when an answer is complete before its request is, so that an HTTP/2 client keeps the answer (RFC 9113,
 * 8.1). Jetty means to, but wraps the reason it looks for and so says CANCEL, upon which clients throw the answer away.
 */
final class EarlyAnswer extends HttpStream.Wrapper {
    EarlyAnswer(HttpStream stream) {
        super(stream);
    }

    @Override
    public void failed(Throwable failure) {
        boolean unread = failure.getCause() == CONTENT_NOT_CONSUMED;
        super.failed(unread ? CONTENT_NOT_CONSUMED : failure);
    }
}
