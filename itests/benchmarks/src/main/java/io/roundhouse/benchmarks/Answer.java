package io.roundhouse.benchmarks;

import java.nio.ByteBuffer;

/** Says whether a response body is the right one. Called on the generator's thread only. */
@FunctionalInterface
interface Answer {
    /** Any body will do. */
    Answer ANY = body -> true;

    /**
     * Whether this is the body that must come back.
     *
     * @param body from position to limit; to be left as it was
     */
    boolean accepts(ByteBuffer body);
}
