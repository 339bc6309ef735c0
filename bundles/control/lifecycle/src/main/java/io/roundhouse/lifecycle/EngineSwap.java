package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.PluginControl.Step;
import io.roundhouse.spi.engine.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One engine version for another while it answers. Until all models are loaded and warm on the new one nothing is changed
 * for requests, and a failure so far is undone; afterwards the old one is only cleaned away.
 */
final class EngineSwap {
    /** A component that starts at all is there in milliseconds. */
    private static final Duration SERVICE_LIMIT = Duration.ofSeconds(30);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = 20_000_000;

    private final EngineBundles bundles;
    private final Providers<Engine> engines;
    private final Migration migration;
    private final Supervisor supervisor;
    private final Supplier<LifecycleSettings> settings;
    private final ReentrantLock one = new ReentrantLock();

    EngineSwap(
            EngineBundles bundles,
            Providers<Engine> engines,
            Migration migration,
            Supervisor supervisor,
            Supplier<LifecycleSettings> settings) {
        this.bundles = bundles;
        this.engines = engines;
        this.migration = migration;
        this.supervisor = supervisor;
        this.settings = settings;
    }

    List<Step> swap(String name, String version, Consumer<Step> progress) {
        if (!one.tryLock()) {
            throw new InferenceException(ErrorCode.OVERLOADED, "another swap is in progress; one at a time");
        }
        Progress steps = new Progress(progress);
        try {
            return swap(name, Version.of(version), steps);
        } finally {
            engines.admit(name);
            migration.lookAgain();
            one.unlock();
        }
    }

    private List<Step> swap(String name, Version target, Progress steps) {
        Map<Long, EngineBundles.Trace> traces = exchange(name, target, steps);
        Unmapping.await(traces, steps); // with nothing of the old on this thread's stack
        return steps.all();
    }

    private Map<Long, EngineBundles.Trace> exchange(String name, Version target, Progress steps) {
        List<Provider<Engine>> old = others(name, target);
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
                added = install(name, target, old, steps);
            }
            start(name, target, added, steps);
            migration.move(name, target, steps);
        } catch (InferenceException e) {
            if (added >= 0) {
                remove(added);
            }
            throw new InferenceException(
                    e.code(),
                    "swap of " + name + " to " + target + " failed at step '" + steps.current() + "': " + e.sentence()
                            + "; what served before goes on");
        }
        return uninstall(old, steps);
    }

    private List<Provider<Engine>> others(String name, Version target) {
        List<Provider<Engine>> named =
                engines.all().stream().filter(each -> each.name().equals(name)).toList();
        if (named.isEmpty()) {
            List<String> names =
                    engines.all().stream().map(Provider::name).distinct().toList();
            throw new InferenceException(
                    ErrorCode.PLUGIN_MISSING, "no engine '" + name + "' is running" + Nearest.suggestion(name, names));
        }
        return named.stream().filter(each -> !each.version().equals(target)).toList();
    }

    private long install(String name, Version target, List<Provider<Engine>> old, Progress steps) {
        steps.begin("resolve");
        String url = settings.get().engineUrl().replace("{name}", name).replace("{version}", target.text());
        List<Long> beside = old.stream().map(Provider::bundleId).toList();
        long id = supervisor.call(
                "installing " + url, settings.get().loadTimeout(), () -> bundles.install(url, beside), late -> {});
        steps.done("resolve", url + " is bundle " + id);
        return id;
    }

    private void start(String name, Version target, long added, Progress steps) {
        steps.begin("start");
        if (added >= 0) {
            supervisor.call(
                    "starting bundle " + added,
                    settings.get().loadTimeout(),
                    () -> {
                        bundles.start(added);
                        return added;
                    },
                    late -> {});
        }
        long end = System.nanoTime() + SERVICE_LIMIT.toNanos();
        while (engines.find(name, target).isEmpty()) {
            if (System.nanoTime() - end >= 0) {
                throw new InferenceException(
                        ErrorCode.PLUGIN_MISSING,
                        "bundle " + added + " started, but no engine '" + name + "' of version " + target
                                + " appeared within " + SERVICE_LIMIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        steps.done("start", "engine " + name + " " + target + " is there");
    }

    private Map<Long, EngineBundles.Trace> uninstall(List<Provider<Engine>> old, Progress steps) {
        steps.begin("uninstall");
        Map<Long, EngineBundles.Trace> traces = new TreeMap<>();
        StringBuilder detail = new StringBuilder();
        for (Provider<Engine> engine : old) {
            List<String> users = migration.users(engine);
            detail.append(detail.length() == 0 ? "" : "; ").append(engine.bundle());
            if (users.isEmpty()) {
                traces.put(engine.bundleId(), bundles.trace(engine.bundleId()));
                remove(engine.bundleId());
            } else {
                detail.append(" stays, used by ").append(String.join(", ", users));
            }
        }
        steps.done("uninstall", detail.toString());
        return traces;
    }

    private void remove(long id) {
        supervisor.close("uninstalling bundle " + id, STOP_LIMIT, () -> bundles.uninstall(id));
    }
}
