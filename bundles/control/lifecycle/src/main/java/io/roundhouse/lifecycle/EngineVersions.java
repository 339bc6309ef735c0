package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.spi.engine.Engine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * The versions of engines that run, and the ways to bring one and to let one go; who changes them takes the lock first. Every
 * call of the framework is supervised.
 */
final class EngineVersions {
    /** A component that starts at all is there in milliseconds. */
    private static final Duration SERVICE_LIMIT = Duration.ofSeconds(30);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = 20_000_000;

    private final EngineBundles bundles;
    private final Providers<Engine> engines;
    private final Supervisor supervisor;
    private final Supplier<LifecycleSettings> settings;
    private final ReentrantLock one = new ReentrantLock();

    EngineVersions(
            EngineBundles bundles,
            Providers<Engine> engines,
            Supervisor supervisor,
            Supplier<LifecycleSettings> settings) {
        this.bundles = bundles;
        this.engines = engines;
        this.supervisor = supervisor;
        this.settings = settings;
    }

    /**
     * For one change.
     *
     * @throws InferenceException {@code OVERLOADED}: another goes on
     */
    void lock() {
        if (!one.tryLock()) {
            throw new InferenceException(ErrorCode.OVERLOADED, "another swap is in progress; one at a time");
        }
    }

    void unlock() {
        one.unlock();
    }

    Providers<Engine> providers() {
        return engines;
    }

    EngineBundles bundles() {
        return bundles;
    }

    /** A canary that is beside is not to be swapped over. */
    void requireNoneBeside(String name, Version target) {
        engines.held(name).filter(held -> !held.equals(target)).ifPresent(held -> {
            throw new InferenceException(
                    ErrorCode.INVALID_REQUEST,
                    "engine " + name + " " + held + " is beside as a canary; promote it or take it away first");
        });
    }

    /** Those of that name that are not of that version. */
    List<Provider<Engine>> others(String name, Version target) {
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

    /** Installs it from where engines come from, and answers with its bundle. */
    long install(String name, Version target, List<Provider<Engine>> old, Progress steps) {
        steps.begin("resolve");
        String url = settings.get().engineUrl().replace("{name}", name).replace("{version}", target.text());
        List<Long> beside = old.stream().map(Provider::bundleId).toList();
        long id = supervisor.call(
                "installing " + url, settings.get().loadTimeout(), () -> bundles.install(url, beside), late -> {});
        steps.done("resolve", url + " is bundle " + id);
        return id;
    }

    long bundleOf(String name, Version version) {
        return engines.find(name, version).map(Provider::bundleId).orElse(-1L);
    }

    /** Starts a bundle, and waits until its engine is there. */
    void start(String name, Version target, long id, LongConsumer start, Progress steps) {
        steps.begin("start");
        supervisor.call(
                "starting bundle " + id,
                settings.get().loadTimeout(),
                () -> {
                    start.accept(id);
                    return id;
                },
                late -> {});
        long end = System.nanoTime() + SERVICE_LIMIT.toNanos();
        while (engines.find(name, target).isEmpty()) {
            if (System.nanoTime() - end >= 0) {
                throw new InferenceException(
                        ErrorCode.PLUGIN_MISSING,
                        "bundle " + id + " started, but no engine '" + name + "' of version " + target
                                + " appeared within " + SERVICE_LIMIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        steps.done("start", "engine " + name + " " + target + " is there");
    }

    void remove(long id) {
        supervisor.close("uninstalling bundle " + id, STOP_LIMIT, () -> bundles.uninstall(id));
    }
}
