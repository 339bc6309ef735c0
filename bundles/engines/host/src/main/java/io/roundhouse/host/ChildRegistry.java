package io.roundhouse.host;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.spi.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The child's framework: the server's, with declarative services, so that the engine's bundle is the one that the server
 * has, and nothing in it knows where it runs. The API comes from the class path, as the child itself speaks by it.
 */
final class ChildRegistry {
    private static final String API = "io.roundhouse.api";
    private static final long SERVICE_SECONDS = 5; // declarative services are there when the bundle has started

    private static final long STOP_MILLIS = 10_000;

    private final Framework framework;
    private final BundleContext context;

    private ChildRegistry(Framework framework) {
        this.framework = framework;
        this.context = framework.getBundleContext();
    }

    static ChildRegistry start(Path storage, List<Path> basis) throws IOException, BundleException {
        Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        settings.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, apiPackages());
        settings.put("felix.cache.locking", "false"); // nobody else has this folder
        settings.put("felix.log.level", "1"); // errors, to standard output
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no framework on the class path"))
                .newFramework(settings);
        framework.start();
        BundleContext context = framework.getBundleContext();
        List<Bundle> installed = new ArrayList<>();
        for (Path path : basis) {
            installed.add(install(context, path));
        }
        for (Bundle bundle : installed) {
            if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
        return new ChildRegistry(framework);
    }

    /** As the bundle of the API exports them. */
    private static String apiPackages() throws IOException {
        for (URL url : Collections.list(ChildRegistry.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
            try (InputStream in = url.openStream()) {
                Attributes headers = new Manifest(in).getMainAttributes();
                String exports = headers.getValue(Constants.EXPORT_PACKAGE);
                if (API.equals(headers.getValue(Constants.BUNDLE_SYMBOLICNAME)) && exports != null) {
                    return exports;
                }
            }
        }
        throw new IllegalStateException(API + " is not on the class path");
    }

    private static Bundle install(BundleContext context, Path path) throws BundleException {
        return context.installBundle("reference:" + path.toUri()); // read where it lies
    }

    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(STOP_MILLIS);
    }

    /**
     * Starts the engine's bundle.
     *
     * @throws InferenceException {@code PLUGIN_MISSING}: it registers no engine here
     */
    Engine engine(Path path) {
        String what = "the engine's bundle";
        try {
            Bundle bundle = install(context, path);
            what = bundle.getSymbolicName() + " " + bundle.getVersion();
            bundle.start();
            ServiceTracker<Engine, Engine> tracker = new ServiceTracker<>(context, Engine.class, null);
            tracker.open();
            Engine engine = tracker.waitForService(TimeUnit.SECONDS.toMillis(SERVICE_SECONDS));
            if (engine != null) {
                return engine;
            }
            throw new InferenceException(
                    ErrorCode.PLUGIN_MISSING, what + " started in its process, but registered no engine; see the log");
        } catch (BundleException e) {
            throw new InferenceException(
                    ErrorCode.PLUGIN_MISSING, what + " does not start in a process of its own: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ErrorCode.INTERNAL, "the start of " + what + " was interrupted", e);
        }
    }
}
