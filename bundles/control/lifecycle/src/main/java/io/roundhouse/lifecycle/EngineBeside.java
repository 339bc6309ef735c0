package io.roundhouse.lifecycle;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.PluginControl.Step;
import io.roundhouse.spi.engine.Engine;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** An engine version beside the one in force, that no model moves to by itself: for a canary. */
final class EngineBeside {
    private final EngineVersions versions;
    private final Providers<Engine> engines;

    EngineBeside(EngineVersions versions) {
        this.versions = versions;
        this.engines = versions.providers();
    }

    List<Step> add(String name, String version, Consumer<Step> progress) {
        versions.lock();
        Progress steps = new Progress(progress);
        Version target = Version.of(version);
        long added = -1;
        boolean held = false;
        try {
            List<Provider<Engine>> old = versions.others(name, target);
            versions.requireNoneBeside(name, target);
            boolean running = engines.find(name, target).isPresent();
            if (running && engines.isHeld(name, target)) { // who asks was restarted, and the engine was not
                steps.done("resolve", name + " " + target + " is beside already");
                return steps.all();
            }
            if (running) {
                throw new InferenceException(
                        ErrorCode.INVALID_REQUEST, "engine " + name + " " + target + " is running already");
            }
            engines.hold(name, target);
            held = true;
            added = versions.install(name, target, old, steps);
            versions.start(name, target, added, versions.bundles()::startForNow, steps);
            return steps.all();
        } catch (InferenceException e) {
            if (added >= 0) {
                versions.remove(added);
            }
            if (held) {
                engines.admit(name);
            }
            throw e;
        } finally {
            versions.unlock();
        }
    }

    /** Takes it away again; that it has left the process is looked at last. */
    List<Step> takeAway(String name, String version, Consumer<Step> progress) {
        versions.lock();
        Progress steps = new Progress(progress);
        Version target = Version.of(version);
        try {
            List<Provider<Engine>> rest = versions.others(name, target);
            Provider<Engine> engine = engines.find(name, target).orElse(null);
            if (engine == null || rest.isEmpty() || !engines.isHeld(name, target)) {
                throw new InferenceException(
                        ErrorCode.INVALID_REQUEST,
                        "engine " + name + " " + target + " was not added beside another, and stays");
            }
            Map<Long, EngineBundles.Trace> traces = uninstall(engine, steps);
            engines.admit(name);
            Unmapping.await(traces, steps);
            return steps.all();
        } finally {
            versions.unlock();
        }
    }

    private Map<Long, EngineBundles.Trace> uninstall(Provider<Engine> engine, Progress steps) {
        steps.begin("uninstall");
        Map<Long, EngineBundles.Trace> traces =
                Map.of(engine.bundleId(), versions.bundles().trace(engine.bundleId()));
        versions.remove(engine.bundleId());
        steps.done("uninstall", engine.bundle());
        return traces;
    }
}
