package io.roundhouse.onnxruntime;

import io.roundhouse.spi.engine.Engine;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/** A framework with declarative services, the API from this class path, and engine bundles at will. */
final class EngineFramework {
    static final String OLDEST = System.getProperty("onnxruntime.oldest", "");
    static final String NEWEST = System.getProperty("onnxruntime.newest", "");
    private static final Path BUNDLES = Path.of(System.getProperty("bundles.directory", ""));
    private static final String API = "io.roundhouse.api.config,io.roundhouse.api.error,io.roundhouse.api.inference,"
            + "io.roundhouse.api.model,io.roundhouse.api.tensor,io.roundhouse.spi.engine";

    private final Framework framework;
    private int installed;

    EngineFramework(Path storage) throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("org.osgi.framework.storage", storage.toString());
        settings.put("org.osgi.framework.bsnversion", "multiple");
        settings.put(
                "org.osgi.framework.system.packages.extra",
                String.join(";version=1.0,", API.split(",")) + ";version=1.0");
        framework = new FrameworkFactory().newFramework(settings);
        framework.start();
        List<Bundle> basis = new ArrayList<>();
        try (Stream<Path> files = Files.list(BUNDLES.resolve("scr"))) {
            for (Path file : files.toList()) {
                basis.add(context().installBundle(file.toUri().toString()));
            }
        }
        for (Bundle bundle : basis) {
            bundle.start();
        }
    }

    private BundleContext context() {
        return framework.getBundleContext();
    }

    static Path file(String version) {
        return BUNDLES.resolve("onnxruntime-" + version + ".jar");
    }

    Bundle install(String version) throws Exception {
        try (InputStream in = Files.newInputStream(file(version))) {
            Bundle bundle = context().installBundle("engine-" + installed++, in);
            bundle.start();
            return bundle;
        }
    }

    /** The engine of that bundle, which its component registers while the bundle starts; null when it could not. */
    @Nullable
    Engine engine(Bundle bundle) {
        ServiceReference<?>[] references = bundle.getRegisteredServices();
        return references == null ? null : (Engine) context().getService(references[0]);
    }

    void uninstall(Bundle bundle) throws Exception {
        bundle.uninstall();
        refresh(bundle);
    }

    void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        if (!refreshed.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the framework did not refresh " + bundle);
        }
    }

    void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(30_000);
    }
}
