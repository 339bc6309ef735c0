package io.roundhouse.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A body that ends when it is too large, in too many pieces, or too slow. The clock of the rate begins when somebody
 * waits for the client, so a client is never blamed for a busy server; a body that came with its headers is never
 * timed. Read by one thread at a time; {@link SlowRequests} looks on from its own.
 */
final class GuardedBody extends Request.Wrapper {
    private final HttpSettings settings;
    private final SlowRequests slow;
    private int pieces;
    private volatile long bytes;
    private volatile boolean woken;
    private volatile long waitingSinceNanos; // 0: nobody ever waited

    GuardedBody(Request request, HttpSettings settings, SlowRequests slow) {
        super(request);
        this.settings = settings;
        this.slow = slow;
    }

    @Override
    public Content.@Nullable Chunk read() {
        Content.Chunk chunk = super.read();
        if (chunk == null) {
            return null;
        }
        boolean failed = Content.Chunk.isFailure(chunk);
        if (waitingSinceNanos != 0) {
            String complaint = complaint(slow.nanos());
            if (complaint != null) {
                chunk.release();
                return failure(408, complaint);
            }
            if (chunk.isLast() || failed) {
                slow.forget(this);
            }
        }
        return failed ? chunk : count(chunk);
    }

    private Content.Chunk count(Content.Chunk chunk) {
        long total = bytes + chunk.remaining();
        bytes = total;
        if (total > settings.bodyBytesMax()) {
            chunk.release();
            return failure(413, "the body has more than " + settings.bodyBytesMax() + " bytes");
        }
        if (getLength() < 0 && chunk.hasRemaining() && ++pieces > settings.chunksMax()) {
            chunk.release();
            return failure(413, "the body comes in more than " + settings.chunksMax() + " pieces");
        }
        return chunk;
    }

    private Content.Chunk failure(int status, String sentence) {
        slow.forget(this);
        if (woken) {
            idleAfter(settings.idleTime().toMillis()); // the answer has its time again
        }
        return Content.Chunk.from(new HttpException.RuntimeException(status, sentence), true);
    }

    @Override
    public void demand(Runnable demandCallback) {
        if (waitingSinceNanos == 0) {
            waitingSinceNanos = slow.nanos() | 1;
            slow.watch(this);
        }
        super.demand(demandCallback);
    }

    /** What is wrong with the speed of this body, if anything. Any thread. */
    @Nullable
    String complaint(long nowNanos) {
        long waitedNanos = nowNanos - waitingSinceNanos;
        if (nowNanos - getBeginNanoTime() > settings.requestTime().toNanos()) {
            return "the request took longer than " + settings.requestTime().toSeconds() + " s to arrive";
        }
        if (waitedNanos > settings.bodyGrace().toNanos()
                && bytes < settings.bodyRateMin() * (double) waitedNanos / TimeUnit.SECONDS.toNanos(1)) {
            return "the body came with less than " + settings.bodyRateMin() + " bytes a second";
        }
        return null;
    }

    /** Wakes whoever waits for the next piece, if it is overdue; {@link #read} then tells why. */
    boolean wakeIfSlow(long nowNanos) {
        if (complaint(nowNanos) == null) {
            return false;
        }
        woken = true;
        idleAfter(1);
        return true;
    }

    private void idleAfter(long millis) {
        addHttpStreamWrapper(stream -> {
            stream.setIdleTimeout(millis);
            return stream;
        });
    }
}
