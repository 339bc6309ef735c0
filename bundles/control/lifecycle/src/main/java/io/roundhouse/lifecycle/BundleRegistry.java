package io.roundhouse.lifecycle;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.spi.monitor.MonitorFactory;
import java.io.File;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** The framework as a swap sees it. */
final class BundleRegistry implements EngineBundles {
    private static final String ENGINE = "roundhouse.engine"; // the namespace of engines' capabilities

    private final BundleContext context;

    BundleRegistry(BundleContext context) {
        this.context = context;
    }

    /** In the server's data folder and not in the bundle's, which is thrown away with the bundles. */
    Path memory() {
        String data = context.getProperty("karaf.data");
        return (data == null ? context.getDataFile("routers") : new File(data, "routers")).toPath();
    }

    @Override
    public long install(String url, List<Long> beside) {
        try {
            Bundle bundle = context.installBundle(url);
            for (long id : beside) {
                Optional.ofNullable(context.getBundle(id))
                        .map(other -> other.adapt(BundleStartLevel.class).getStartLevel())
                        .ifPresent(level -> bundle.adapt(BundleStartLevel.class).setStartLevel(level));
            }
            return bundle.getBundleId();
        } catch (BundleException e) {
            throw new InferenceException(ErrorCode.PLUGIN_MISSING, url + " could not be installed: " + rootMessage(e));
        }
    }

    @Override
    public void start(long id) {
        start(id, 0);
    }

    @Override
    public void startForNow(long id) {
        start(id, Bundle.START_TRANSIENT);
    }

    private void start(long id, int options) {
        try {
            require(id).start(options);
        } catch (BundleException e) {
            throw new InferenceException(ErrorCode.LOAD_FAILED, "bundle " + id + " did not start: " + rootMessage(e));
        }
    }

    @Override
    public Trace trace(long id) {
        Bundle bundle = require(id);
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        WeakReference<@Nullable ClassLoader> loader =
                new WeakReference<>(wiring == null ? null : wiring.getClassLoader());
        String path = folder(bundle);
        return () -> {
            String mapped = path.isEmpty() ? "" : Mappings.below(path);
            String collected = loader.get() == null ? "" : "its class loader is still referenced";
            return collected.isEmpty() || mapped.isEmpty() ? collected + mapped : collected + ", " + mapped;
        };
    }

    @Override
    public String folder(long id) {
        Bundle bundle = context.getBundle(id);
        return bundle == null ? "" : folder(bundle);
    }

    private static String folder(Bundle bundle) {
        BundleContext own = bundle.getBundleContext();
        File data = own == null ? null : own.getDataFile("");
        return data == null ? "" : data.getAbsolutePath();
    }

    @Override
    public void uninstall(long id) {
        Bundle bundle = require(id);
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw new InferenceException(
                    ErrorCode.LOAD_FAILED, "bundle " + id + " was not uninstalled: " + rootMessage(e));
        }
        FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        Collection<Bundle> alone = List.of(bundle);
        if (wiring.getRemovalPendingBundles().contains(bundle)
                && wiring.getDependencyClosure(alone).size() == 1) {
            wiring.refreshBundles(alone); // nobody is wired to it: an engine exports nothing
        }
    }

    @Override
    public List<Brought> brought() {
        List<Brought> brought = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (revision != null) {
                revision.getDeclaredCapabilities(ENGINE)
                        .forEach(capability -> brought.add(brought(bundle, capability.getAttributes())));
            }
        }
        return List.copyOf(brought);
    }

    private static Brought brought(Bundle bundle, Map<String, Object> attributes) {
        Object devices = attributes.get("device");
        return new Brought(
                String.valueOf(attributes.get("name")),
                String.valueOf(attributes.get("version")),
                devices instanceof List<?> words
                        ? words.stream().map(String::valueOf).toList()
                        : List.of(),
                bundle.getSymbolicName() + " " + bundle.getVersion(),
                bundle.getBundleId(),
                bundle.getState() == Bundle.ACTIVE);
    }

    @Override
    public Map<String, String> monitors() {
        Map<String, String> monitors = new TreeMap<>();
        try {
            for (ServiceReference<MonitorFactory> reference :
                    context.getServiceReferences(MonitorFactory.class, null)) {
                Bundle bundle = reference.getBundle();
                if (bundle != null) {
                    monitors.put(
                            String.valueOf(reference.getProperty("roundhouse.name")),
                            bundle.getSymbolicName() + " " + bundle.getVersion());
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // there is no filter
        }
        return monitors;
    }

    private Bundle require(long id) {
        Bundle bundle = context.getBundle(id);
        if (bundle == null) {
            throw new InferenceException(ErrorCode.LOAD_FAILED, "bundle " + id + " is not there any more");
        }
        return bundle;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
