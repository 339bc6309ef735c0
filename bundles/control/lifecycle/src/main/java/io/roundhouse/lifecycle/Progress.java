package io.roundhouse.lifecycle;

import io.roundhouse.server.control.PluginControl.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a swap, told as they are done. One thread. */
final class Progress {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.lifecycle");

    private final Consumer<Step> told;
    private final List<Step> steps = new ArrayList<>();
    private String current = "resolve";
    private long startNanos = System.nanoTime();

    Progress(Consumer<Step> told) {
        this.told = told;
    }

    void begin(String step) {
        current = step;
        startNanos = System.nanoTime();
    }

    void done(String step, String detail) {
        done(step, detail, System.nanoTime() - startNanos);
    }

    void done(String step, String detail, long nanos) {
        Step done = new Step(step, detail, Duration.ofNanos(nanos));
        steps.add(done);
        LOG.info("swap step={} took_ms={} detail=\"{}\"", step, done.took().toMillis(), detail);
        told.accept(done);
        startNanos = System.nanoTime();
    }

    /** Since the step began. */
    long nanos() {
        return System.nanoTime() - startNanos;
    }

    /** The step that is being done. */
    String current() {
        return current;
    }

    List<Step> all() {
        return List.copyOf(steps);
    }
}
