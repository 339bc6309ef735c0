package io.roundhouse.monitorhost;

import io.roundhouse.spi.monitor.MonitorFactory;
import java.lang.module.ModuleDescriptor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A monitor's plugin that is registered. It holds no object of the plugin: each watch gets the service for itself, and
 * gives it back. Compared by identity.
 */
final class Provider {
    private final String name;
    private final String version;
    private final ModuleDescriptor.Version order;
    private final boolean takesSample;
    private final Supplier<@Nullable MonitorFactory> obtain;
    private final Runnable giveBack;
    private volatile boolean leaving;

    /**
     * @param takesSample whether its monitors can do with a sample of the events when processors are short
     * @param obtain may hang and may give nothing; called on a watch's thread only
     * @param giveBack the opposite, once for each obtain that gave something
     */
    Provider(
            String name,
            String version,
            boolean takesSample,
            Supplier<@Nullable MonitorFactory> obtain,
            Runnable giveBack) {
        this.name = name;
        this.version = version;
        this.order = order(version);
        this.takesSample = takesSample;
        this.obtain = obtain;
        this.giveBack = giveBack;
    }

    /** A version that begins with no number is the lowest. */
    private static ModuleDescriptor.Version order(String version) {
        try {
            return ModuleDescriptor.Version.parse(version);
        } catch (IllegalArgumentException e) {
            return ModuleDescriptor.Version.parse("0");
        }
    }

    String name() {
        return name;
    }

    String version() {
        return version;
    }

    boolean takesSample() {
        return takesSample;
    }

    boolean isNewerThan(@Nullable Provider other) {
        return other == null || order.compareTo(other.order) > 0;
    }

    @Nullable
    MonitorFactory obtain() {
        return obtain.get();
    }

    void giveBack() {
        giveBack.run();
    }

    void leave() {
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
