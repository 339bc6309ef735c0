package io.roundhouse.lifecycle;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.flow.RequestThread;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of plugins: each on a low-priority thread of its own that ends with it, as native code stays mapped as long as a
 * thread lives that ran it. A call that takes longer than its limit is abandoned; what it gives in the end is closed by
 * its own thread. What it throws is turned into text here, as a kept exception would keep the plugin's classes.
 */
final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.lifecycle");

    /** So many abandoned threads are a sick process: more calls are refused then. */
    private static final int ABANDONED_MAX = 16;

    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicInteger abandoned = new AtomicInteger();

    /**
     * Makes a call and waits for it.
     *
     * @param what for the message, as {@code loading fraud:7}
     * @param late takes what an abandoned call gave after all
     * @throws InferenceException what the plugin threw, or {@code LOAD_FAILED}
     */
    @SuppressWarnings("ThreadPriorityCheck") // a hint, where the JVM heeds it: requests come first
    <T> T call(String what, Duration limit, Callable<T> work, Consumer<T> late) {
        if (abandoned.get() >= ABANDONED_MAX) {
            throw new InferenceException(
                    ErrorCode.LOAD_FAILED,
                    what + " was not begun: " + ABANDONED_MAX + " earlier calls of plugins hang; restart the server");
        }
        Call<T> call = new Call<>(work, late, abandoned);
        Thread thread = new LoadThread(call, "roundhouse-lifecycle-load-" + threads.incrementAndGet());
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.setContextClassLoader(null);
        thread.start();
        return call.await(what, limit, thread);
    }

    /** A call that gives nothing; a failure is logged and no more, for whatever is closed is gone. */
    void close(String what, Duration limit, Runnable work) {
        try {
            call(
                    what,
                    limit,
                    () -> {
                        work.run();
                        return what;
                    },
                    result -> {});
        } catch (InferenceException e) {
            LOG.warn("close failed reason=\"{}\"", e.sentence());
        }
    }

    /** Ends with its call, so that warm-up may call the engine on it. */
    private static final class LoadThread extends Thread implements RequestThread {
        LoadThread(Runnable call, String name) {
            super(null, call, name, 0, false);
        }

        @Override
        public void retire() {}
    }

    private static final class Call<T> implements Runnable {
        private final Callable<T> work;
        private final Consumer<T> late;
        private final AtomicInteger abandonedCalls;
        private @Nullable T result;
        private @Nullable InferenceException failure;
        private boolean done;
        private boolean abandoned;

        Call(Callable<T> work, Consumer<T> late, AtomicInteger abandonedCalls) {
            this.work = work;
            this.late = late;
            this.abandonedCalls = abandonedCalls;
        }

        @Override
        @SuppressWarnings("CatchThrowable") // a plugin may throw anything, LinkageError above all
        public void run() {
            T got = null;
            InferenceException thrown = null;
            try {
                got = work.call();
            } catch (Throwable e) {
                thrown = asText(e);
            }
            if (finish(got, thrown) && got != null) {
                late.accept(got);
            }
        }

        /** True when nobody waits any more. */
        private synchronized boolean finish(@Nullable T got, @Nullable InferenceException thrown) {
            done = true;
            if (abandoned) {
                abandonedCalls.decrementAndGet();
                return true;
            }
            result = got;
            failure = thrown;
            notifyAll();
            return false;
        }

        synchronized T await(String what, Duration limit, Thread thread) {
            long end = System.nanoTime() + limit.toNanos();
            boolean interrupted = false;
            while (!done && !interrupted) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    break;
                }
                try {
                    wait(millis);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (done && failure != null) {
                throw failure;
            }
            if (done && result != null) {
                return result;
            }
            if (!done) {
                abandoned = true;
                abandonedCalls.incrementAndGet();
                thread.interrupt();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
                throw new InferenceException(ErrorCode.LOAD_FAILED, what + " was interrupted");
            }
            throw new InferenceException(
                    ErrorCode.LOAD_FAILED,
                    done ? what + " gave nothing" : what + " took longer than " + limit.toMillis() + " ms");
        }

        private static InferenceException asText(Throwable thrown) {
            if (thrown instanceof InferenceException known) {
                return new InferenceException(known.code(), known.sentence());
            }
            StringWriter stack = new StringWriter();
            thrown.printStackTrace(new PrintWriter(stack));
            LOG.warn("plugin failed unexpectedly\n{}", stack);
            String message = thrown.getMessage();
            return new InferenceException(
                    ErrorCode.LOAD_FAILED,
                    "the plugin failed unexpectedly" + (message == null ? "" : ": " + message) + "; see the log");
        }
    }
}
