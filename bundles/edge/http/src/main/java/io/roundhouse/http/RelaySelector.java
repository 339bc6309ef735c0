package io.roundhouse.http;

import java.io.IOException;
import java.nio.channels.Selector;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.IO;
import org.jspecify.annotations.Nullable;

/**
 * A selector whose thread can be relieved. The thread that waits for connections is one of the {@link Workers}, which
 * answer requests in between; while nothing arrives it would wait on for ever, also when it was told to end.
 *
 * <p>No relief is lost: T1, the worker, writes {@link #waiting} and then reads whether it is retired; T2 retires it and
 * then reads {@link #waiting}. One of them sees the other and calls the {@link Relief}. No queued task is overlooked: T1
 * writes {@link #sleeps} and then reads whether something is queued; T2 queues and then reads {@link #sleeps}.
 */
final class RelaySelector extends ManagedSelector {
    private static final long LOOK_MILLIS = 1;

    private final Relief relief = new Relief(this);
    private final Workers workers;
    private volatile @Nullable Thread waiting;
    private volatile boolean sleeps;

    RelaySelector(SelectorManager manager, int id, Workers workers) {
        super(manager, id);
        this.workers = workers;
    }

    @Override
    protected void doStart() throws Exception {
        relief.open();
        super.doStart();
        submit(relief::register);
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        IO.close(relief);
    }

    @Override
    protected int nioSelect(Selector selector, boolean now) throws IOException {
        waiting = Thread.currentThread();
        if (isWaiterRetired()) {
            relief.call();
        }
        sleeps = true;
        Worker.listens(true);
        try {
            if (now || !workers.isQueued()) {
                return super.nioSelect(selector, now);
            }
            int selected = selector.select(LOOK_MILLIS);
            workers.look();
            return selected;
        } finally {
            Worker.listens(false);
            sleeps = false;
        }
    }

    /** Makes it {@link Workers#look} from time to time, now that something is queued. Any thread. */
    void lookOut() {
        Selector selector = getSelector();
        if (sleeps && selector != null) {
            selector.wakeup();
        }
    }

    /** The thread that waits for connections, or did last. */
    @Nullable
    Thread waiting() {
        return waiting;
    }

    boolean isWaiterRetired() {
        return waiting instanceof Worker worker && worker.isRetired();
    }

    /** Brings it about that this worker, if it waits here, waits no more. Any thread; does not block. */
    void relieve(Worker retired) {
        if (waiting == retired) {
            relief.call();
        }
    }
}
