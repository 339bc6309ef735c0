package io.roundhouse.admin;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.PluginControl;
import io.roundhouse.server.control.PluginControl.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The latest exchange that was asked for here, step by step, for pages that watch it. */
final class Swaps {
    private volatile Optional<Swap> latest = Optional.empty();

    /**
     * An exchange.
     *
     * @param steps that are done
     * @param over whether it has ended
     * @param failure why it came to nothing; empty where it did not
     */
    record Swap(String engine, String version, List<Step> steps, boolean over, String failure) {}

    Optional<Swap> latest() {
        return latest;
    }

    List<Step> run(String engine, String version, PluginControl plugins) {
        List<Step> done = new ArrayList<>(); // told on this thread
        String failure = "the server failed; its log says why";
        latest = Optional.of(new Swap(engine, version, List.of(), false, ""));
        try {
            List<Step> steps = plugins.swap(engine, version, step -> {
                done.add(step);
                latest = Optional.of(new Swap(engine, version, List.copyOf(done), false, ""));
            });
            failure = "";
            return steps;
        } catch (InferenceException e) {
            failure = e.sentence();
            throw e;
        } finally {
            latest = Optional.of(new Swap(engine, version, List.copyOf(done), true, failure));
        }
    }
}
