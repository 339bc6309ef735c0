package io.roundhouse.pipeline;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.spi.monitor.InferenceMonitor;
import io.roundhouse.spi.router.Route;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The threads on which watching arms answer. A shadow is the same {@link InferencePipeline}, with the route decided and
 * without a place in admission; its answer goes to the monitors only. Few threads and a short queue bound what shadows
 * may cost; what does not fit is left out, counted, and reported once a minute.
 */
final class Shadows implements AutoCloseable {
    private static final Logger LOG = System.getLogger(PipelineComponent.PID);
    private static final long CLOSE_SECONDS = 10;

    private final ThreadPoolExecutor threads;
    private final InferenceMonitor monitors;
    private final LongSupplier nanoClock;
    private final OncePerMinute leftOut;

    Shadows(PipelineSettings settings, InferenceMonitor monitors, LongSupplier nanoClock) {
        this.monitors = monitors;
        this.nanoClock = nanoClock;
        this.leftOut = new OncePerMinute(nanoClock);
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                settings.shadowThreads(),
                settings.shadowThreads(),
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(settings.shadowQueueMax()),
                task -> {
                    Thread thread = new Thread(task, "roundhouse-pipeline-shadow-" + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Watching by the arms of that catalogue. */
    Watching on(ModelCatalog catalog) {
        return (request, route) -> {
            for (String arm : route.watching()) {
                submit(catalog, request, arm);
            }
        };
    }

    private void submit(ModelCatalog catalog, InferenceRequest request, String arm) {
        try {
            threads.execute(() -> run(new PinnedCatalog(catalog, Route.to(arm)), request));
        } catch (RejectedExecutionException e) {
            leftOut.count(times -> LOG.log(
                    Level.WARNING,
                    "shadow requests left out model={0} arm={1} count={2}: more came than shadow threads can answer",
                    request.model(),
                    arm,
                    times));
        }
    }

    private void run(ModelCatalog catalog, InferenceRequest request) {
        try {
            new InferencePipeline(new OpenDoor(), catalog, monitors, Watching.none(), nanoClock)
                    .infer(startingNow(request));
        } catch (InferenceException e) {
            LOG.log(Level.DEBUG, "shadow request failed: {0}", e.sentence()); // the monitors were told
        }
    }

    /** So that the time it waited for a shadow's thread is not taken for the arm's. */
    private InferenceRequest startingNow(InferenceRequest request) {
        return new InferenceRequest(
                request.id(),
                request.model(),
                request.version(),
                request.inputs(),
                request.outputs(),
                request.parameters(),
                request.headers(),
                request.priority(),
                request.deadline(),
                nanoClock.getAsLong());
    }

    @Override
    public void close() {
        threads.getQueue().clear();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "shadow requests still running after_s={0}", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
