package io.roundhouse.replay;

import java.util.List;
import java.util.Optional;

/** One line of a capture. Nobody changes what it holds. */
final class Exchange {
    final long atMillis;
    final String id;
    /** Of the model that was asked, as {@code models/credit/versions/2}. */
    final String path;

    /** What was answered; empty where nothing was, or outputs were not captured. */
    final Optional<List<Output>> outputs;

    /** What it took inside the server; below 0 where that is not known. */
    final long totalNanos;

    private final byte[] request;

    Exchange(long atMillis, String id, String path, byte[] request, Optional<List<Output>> outputs, long totalNanos) {
        this.atMillis = atMillis;
        this.id = id;
        this.path = path;
        this.request = request;
        this.outputs = outputs;
        this.totalNanos = totalNanos;
    }

    /** The body to send. */
    byte[] request() {
        return request;
    }
}
