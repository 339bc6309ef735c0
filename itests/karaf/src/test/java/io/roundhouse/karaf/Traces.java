package io.roundhouse.karaf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** What a bundle leaves in the process after it was uninstalled: its class loader, and native code mapped from its files. */
record Traces(WeakReference<ClassLoader> loader, Path files) {
    /** Taken while the bundle is there. */
    static Traces of(Bundle bundle) {
        return new Traces(
                new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()),
                bundle.getDataFile("").toPath().toAbsolutePath());
    }

    /** Whether nothing of any is left; asks the collector first. */
    static boolean gone(List<Traces> all) {
        System.gc();
        return all.stream()
                .allMatch(each -> each.loader.get() == null && each.mapped().isEmpty());
    }

    /** The lines of the kernel's map of this process that name a file of the bundle. */
    List<String> mapped() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains(files + "/")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
