package io.roundhouse.http;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.IO;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a selector over from a thread that is to end. Jetty hands a selector on only when something arrives that may
 * block: the thread that found it does it, and another looks for more. So a byte arrives, through a pipe, and what is to
 * be done about it is to wait until another thread looks.
 */
final class Relief implements ManagedSelector.Selectable, Runnable, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Relief.class);
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final RelaySelector selector;
    private final AtomicBoolean called = new AtomicBoolean();
    private @Nullable Pipe pipe;

    Relief(RelaySelector selector) {
        this.selector = selector;
    }

    void open() throws IOException {
        Pipe opened = Pipe.open();
        opened.source().configureBlocking(false);
        opened.sink().configureBlocking(false);
        pipe = opened;
    }

    void register(Selector with) {
        Pipe opened = pipe;
        try {
            if (opened != null) {
                opened.source().register(with, SelectionKey.OP_READ, this);
            }
        } catch (ClosedChannelException e) {
            LOG.debug("stopped before it was started");
        }
    }

    /** Once until it has come. */
    void call() {
        Pipe opened = pipe;
        if (opened == null || !called.compareAndSet(false, true)) {
            return;
        }
        try {
            opened.sink().write(ByteBuffer.wrap(new byte[1]));
        } catch (IOException e) {
            LOG.debug("no relief needed, the selector is closed"); // and its thread ends
        }
    }

    @Override
    public Runnable onSelected() {
        Pipe opened = pipe;
        try {
            if (opened != null) {
                opened.source().read(ByteBuffer.allocate(8));
            }
        } catch (IOException e) {
            LOG.debug("no relief needed, the selector is closed");
        }
        return this;
    }

    /** On the thread to be relieved, while another takes over; or on another, when no thread was free to take over. */
    @Override
    public void run() {
        called.set(false);
        long end = System.nanoTime() + WAIT_NANOS;
        Thread current = Thread.currentThread();
        while (selector.waiting() == current && selector.isWaiterRetired() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        if (selector.isWaiterRetired() && selector.waiting() != current) {
            call();
        }
    }

    @Override
    public void updateKey() {}

    @Override
    public void replaceKey(SelectionKey newKey) {}

    @Override
    public void close() {
        Pipe opened = pipe;
        if (opened != null) {
            IO.close(opened.sink());
            IO.close(opened.source());
        }
    }
}
