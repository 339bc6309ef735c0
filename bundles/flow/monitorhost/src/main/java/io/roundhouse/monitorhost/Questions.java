package io.roundhouse.monitorhost;

import io.roundhouse.spi.monitor.ModelMonitor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks a monitor for its meters and its report: each time on a thread that ends with it, as whoever asks must not hang
 * with a monitor that hangs. While one question hangs no other is asked.
 */
final class Questions {
    private static final long WAIT_MILLIS = 1_000;

    private final String name;
    private final Complaints complaints;
    private @Nullable ModelMonitor monitor; // guarded by this
    private int asking; // guarded by this
    private int hanging; // guarded by this

    Questions(String name, Complaints complaints) {
        this.name = name;
        this.complaints = complaints;
    }

    synchronized void open(ModelMonitor attached) {
        monitor = attached;
    }

    /** From now on nothing is asked; waits a second for what is being. */
    void close() {
        synchronized (this) {
            monitor = null;
            await(() -> asking == 0);
        }
    }

    <T> T ask(Function<ModelMonitor, T> question, T otherwise) {
        Answer<T> answer = new Answer<>();
        synchronized (this) {
            ModelMonitor now = monitor;
            if (now == null || hanging > 0) {
                return otherwise;
            }
            asking++;
            Thread thread =
                    new Thread(null, () -> run(question, now, answer), "roundhouse-monitor-ask-" + name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
            await(() -> answer.done);
            if (!answer.done) {
                answer.late = true;
                hanging++;
            }
            T value = answer.value;
            if (value != null) {
                return value;
            }
        }
        complaints.add("ask", answer.failure.isEmpty() ? "no answer within " + WAIT_MILLIS + " ms" : answer.failure);
        return otherwise;
    }

    /** What came of a question; guarded by the questions. */
    private static final class Answer<T> {
        private @Nullable T value;
        private String failure = "";
        private boolean done;
        private boolean late;
    }

    @SuppressWarnings("CatchThrowable")
    private <T> void run(Function<ModelMonitor, T> question, ModelMonitor now, Answer<T> answer) {
        T value = null;
        String failure = "it gave nothing";
        try {
            value = question.apply(now);
        } catch (Throwable thrown) {
            failure = Complaints.text(thrown);
        }
        synchronized (this) {
            answer.value = value;
            answer.failure = failure;
            answer.done = true;
            asking--;
            hanging -= answer.late ? 1 : 0;
            notifyAll();
        }
    }

    private void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS);
        try {
            for (long left = 1; !condition.getAsBoolean() && left > 0; ) {
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                wait(Math.max(1, left));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
