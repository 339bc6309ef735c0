package io.roundhouse.batcher;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for the engine, oldest first.
 *
 * <p>Request threads {@link #offer} without a lock: one compare-and-set pushes onto a stack. Runners take with a lock
 * among themselves: the stack is emptied in one exchange, turned round, and appended to a list in order of arrival, from
 * which a batch is cut. So many requests that arrive while the engine computes cost the runner one exchange together.
 *
 * <p>Fair: the oldest request always leads the next batch. Others of its kind are taken in order of arrival, up to the
 * first that would make the batch too large; requests of another kind keep their places, and each batch brings them
 * nearer to the front. (The stack: Treiber's; emptied as a whole, so it has no ABA problem.)
 */
final class WaitingLine {
    private final int queueMax;
    private final BatchSizes sizes;
    private final AtomicInteger length = new AtomicInteger();
    private final AtomicReference<@Nullable Pending> stack = new AtomicReference<>();
    private final ArrayDeque<Pending> list = new ArrayDeque<>(); // guarded by this
    private volatile boolean listed; // whether the list holds something; written under the lock

    WaitingLine(int queueMax, BatchSizes sizes) {
        this.queueMax = queueMax;
        this.sizes = sizes;
    }

    /** Appends it unless the line is full; any thread. Those that gave up count until a runner comes by. */
    boolean offer(Pending pending) {
        if (length.incrementAndGet() > queueMax) {
            length.decrementAndGet();
            return false;
        }
        Pending top;
        do {
            top = stack.get();
            pending.next = top;
        } while (!stack.compareAndSet(top, pending));
        return true;
    }

    /** Whether something was offered since a runner last looked. */
    boolean hasArrivals() {
        return stack.get() != null;
    }

    /** Whether somebody is there to be taken. */
    boolean hasWaiting() {
        return stack.get() != null || listed;
    }

    int length() {
        return length.get();
    }

    /**
     * Cuts the next batch: one request, or several of one kind. Those that are too late are left out, and cost nothing
     * but a look.
     *
     * @return empty when nobody waits
     */
    synchronized List<Pending> take(Expiry expiry) {
        collectArrivals();
        try {
            return cut(expiry);
        } finally {
            listed = !list.isEmpty();
        }
    }

    private List<Pending> cut(Expiry expiry) {
        Pending leader = null;
        while (leader == null && !list.isEmpty()) {
            Pending oldest = list.poll();
            length.decrementAndGet();
            leader = expiry.isOver(oldest) ? null : oldest;
        }
        if (leader == null) {
            return List.of();
        }
        if (leader.joinableRows == 0 || list.isEmpty()) {
            return List.of(leader);
        }
        return withOthersOfItsKind(leader, expiry);
    }

    private List<Pending> withOthersOfItsKind(Pending leader, Expiry expiry) {
        List<Pending> batch = new ArrayList<>();
        batch.add(leader);
        int rows = leader.joinableRows;
        int rowsMax = sizes.next(leader);
        long bytes = leader.inputs.byteSize();
        Iterator<Pending> waiting = list.iterator();
        while (waiting.hasNext() && rows < rowsMax) {
            Pending next = waiting.next();
            if (next.joinableRows == 0 || !BatchRule.sameKind(leader.inputs, next.inputs)) {
                continue;
            }
            rows += next.joinableRows;
            bytes += next.inputs.byteSize();
            if (rows > rowsMax || bytes > BatchRule.BYTES_MAX) {
                break;
            }
            waiting.remove();
            length.decrementAndGet();
            if (expiry.isOver(next)) {
                rows -= next.joinableRows;
                bytes -= next.inputs.byteSize();
            } else {
                batch.add(next);
            }
        }
        return batch;
    }

    /**
     * How much longer a free instance may wait for a fuller batch, when the oldest may wait so long in all; 0 when the
     * batch is full or nobody waits.
     */
    synchronized long gatherNanosLeft(long waitMaxNanos, long nowNanos) {
        collectArrivals();
        Pending leader = list.peek();
        if (leader == null || leader.joinableRows == 0) {
            return 0;
        }
        int rows = 0;
        for (Pending waiting : list) {
            if (waiting.joinableRows > 0 && BatchRule.sameKind(leader.inputs, waiting.inputs)) {
                rows += waiting.joinableRows;
            }
        }
        return rows >= sizes.best(leader) ? 0 : Math.max(0, waitMaxNanos - (nowNanos - leader.sinceNanos));
    }

    private void collectArrivals() {
        Pending top = stack.getAndSet(null);
        Pending oldest = null;
        while (top != null) {
            Pending below = top.next;
            top.next = oldest;
            oldest = top;
            top = below;
        }
        while (oldest != null) {
            list.add(oldest);
            Pending following = oldest.next;
            oldest.next = null;
            oldest = following;
        }
        listed = !list.isEmpty();
    }

    /** Tells whether nobody waits for a request any more, and if need be tells the one who did. */
    @FunctionalInterface
    interface Expiry {
        boolean isOver(Pending pending);
    }
}
