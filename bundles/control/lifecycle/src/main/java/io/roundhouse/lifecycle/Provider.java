package io.roundhouse.lifecycle;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A plugin that is registered, and how many things made by it are in use. It leaves when its service goes: from then on
 * nothing new is made with it, and it is gone when the last thing made by it is closed. Compared by identity.
 *
 * @param <T> the plugin's contract
 */
final class Provider<T> {
    private final String kind;
    private final String name;
    private final Version version;
    private final String bundle;
    private final long bundleId;
    private final List<String> devices;
    private final boolean apart;
    private final Supplier<@Nullable T> obtain;
    private final Runnable giveBack;

    private int uses;
    private int obtained;
    private boolean leaving;
    private @Nullable T service;

    /** One that says nothing of devices. */
    Provider(
            String kind,
            String name,
            String version,
            String bundle,
            long bundleId,
            Supplier<@Nullable T> obtain,
            Runnable giveBack) {
        this(kind, name, version, bundle, bundleId, List.of(), obtain, giveBack);
    }

    /** One whose models run in the server's process. */
    Provider(
            String kind,
            String name,
            String version,
            String bundle,
            long bundleId,
            List<String> devices,
            Supplier<@Nullable T> obtain,
            Runnable giveBack) {
        this(kind, name, version, bundle, bundleId, devices, false, obtain, giveBack);
    }

    /**
     * @param devices what it can run models on; empty where it does not say
     * @param apart whether its models run in processes of their own, where {@code model.yaml} does not say
     * @param obtain may hang and may give null; called on supervised threads only
     * @param giveBack the opposite, once for each obtain that gave something
     */
    Provider(
            String kind,
            String name,
            String version,
            String bundle,
            long bundleId,
            List<String> devices,
            boolean apart,
            Supplier<@Nullable T> obtain,
            Runnable giveBack) {
        this.kind = kind;
        this.name = name;
        this.version = Version.of(version);
        this.bundle = bundle;
        this.bundleId = bundleId;
        this.devices = List.copyOf(devices);
        this.apart = apart;
        this.obtain = obtain;
        this.giveBack = giveBack;
    }

    String name() {
        return name;
    }

    Version version() {
        return version;
    }

    String bundle() {
        return bundle;
    }

    long bundleId() {
        return bundleId;
    }

    List<String> devices() {
        return devices;
    }

    boolean isApart() {
        return apart;
    }

    /** Counts a use; to be given back with {@link #release}. */
    synchronized void retain() {
        if (leaving) {
            throw new InferenceException(ErrorCode.PLUGIN_MISSING, this + " is leaving");
        }
        uses++;
    }

    synchronized void release() {
        uses--;
        notifyAll();
    }

    synchronized boolean isLeaving() {
        return leaving;
    }

    /** The service, got when it is needed first; on a supervised thread. */
    T service() {
        synchronized (this) {
            if (service != null) {
                return service;
            }
        }
        T got = obtain.get(); // outside the lock: it may hang, and whoever leaves must not hang with it
        if (got == null) {
            throw new InferenceException(
                    ErrorCode.LOAD_FAILED, this + " is registered, but its component did not start; see the log");
        }
        synchronized (this) {
            obtained++;
            service = got;
        }
        return got;
    }

    synchronized void leave() {
        leaving = true;
    }

    /** Waits until nothing made by it is in use; false when the limit is past. */
    synchronized boolean awaitUnused(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (uses > 0) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return false;
                }
                wait(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return true;
    }

    /** Drops the service, so that nothing here holds its class loader; on a supervised thread. */
    void forget() {
        int times;
        synchronized (this) {
            service = null;
            times = obtained;
            obtained = 0;
        }
        for (int i = 0; i < times; i++) {
            giveBack.run();
        }
    }

    @Override
    public String toString() {
        return kind + " " + name + " " + version;
    }
}
