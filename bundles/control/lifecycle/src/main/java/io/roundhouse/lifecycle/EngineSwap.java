package io.roundhouse.lifecycle;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.PluginControl.Step;
import io.roundhouse.spi.engine.Engine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One engine version for another while it answers. Until all models are loaded and warm on the new one nothing is changed
 * for requests, and a failure so far is undone; afterwards the old one is only cleaned away.
 */
final class EngineSwap {
    private final EngineVersions versions;
    private final Providers<Engine> engines;
    private final Migration migration;

    EngineSwap(EngineVersions versions, Migration migration) {
        this.versions = versions;
        this.engines = versions.providers();
        this.migration = migration;
    }

    List<Step> swap(String name, String version, Consumer<Step> progress) {
        versions.lock();
        Progress steps = new Progress(progress);
        Version target = Version.of(version);
        try {
            versions.requireNoneBeside(name, target);
        } catch (InferenceException e) {
            versions.unlock();
            throw e;
        }
        boolean beside = engines.isHeld(name, target);
        try {
            return swap(name, target, steps);
        } finally {
            if (!beside) { // what was added beside stays held, unless the models have moved to it
                engines.admit(name);
            }
            migration.lookAgain();
            versions.unlock();
        }
    }

    private List<Step> swap(String name, Version target, Progress steps) {
        Map<Long, EngineBundles.Trace> traces = exchange(name, target, steps);
        Unmapping.await(traces, steps); // with nothing of the old on this thread's stack
        return steps.all();
    }

    private Map<Long, EngineBundles.Trace> exchange(String name, Version target, Progress steps) {
        List<Provider<Engine>> old = versions.others(name, target);
        boolean installed = engines.find(name, target).isPresent();
        if (installed && old.isEmpty()) {
            throw new InferenceException(
                    ErrorCode.INVALID_REQUEST, "engine " + name + " " + target + " is running already");
        }
        long added = -1;
        try {
            if (installed) {
                steps.done("resolve", name + " " + target + " is installed already");
            } else {
                engines.hold(name, target);
                added = versions.install(name, target, old, steps);
            }
            long id = installed ? versions.bundleOf(name, target) : added;
            versions.start(name, target, id, versions.bundles()::start, steps);
            migration.move(name, target, steps);
        } catch (InferenceException e) {
            if (added >= 0) {
                versions.remove(added);
            }
            throw new InferenceException(
                    e.code(),
                    "swap of " + name + " to " + target + " failed at step '" + steps.current() + "': " + e.sentence()
                            + "; what served before goes on");
        }
        return uninstall(old, steps);
    }

    private Map<Long, EngineBundles.Trace> uninstall(List<Provider<Engine>> old, Progress steps) {
        steps.begin("uninstall");
        Map<Long, EngineBundles.Trace> traces = new TreeMap<>();
        StringBuilder detail = new StringBuilder();
        for (Provider<Engine> engine : old) {
            List<String> users = migration.users(engine);
            detail.append(detail.length() == 0 ? "" : "; ").append(engine.bundle());
            if (users.isEmpty()) {
                traces.put(engine.bundleId(), versions.bundles().trace(engine.bundleId()));
                versions.remove(engine.bundleId());
            } else {
                detail.append(" stays, used by ").append(String.join(", ", users));
            }
        }
        steps.done("uninstall", detail.toString());
        return traces;
    }
}
