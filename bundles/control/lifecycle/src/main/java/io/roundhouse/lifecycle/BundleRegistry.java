package io.roundhouse.lifecycle;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.io.File;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** The framework as a swap sees it. */
final class BundleRegistry implements EngineBundles {
    private final BundleContext context;

    BundleRegistry(BundleContext context) {
        this.context = context;
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
        BundleContext own = bundle.getBundleContext();
        File data = own == null ? null : own.getDataFile("");
        String path = data == null ? "" : data.getAbsolutePath();
        return () -> {
            String mapped = path.isEmpty() ? "" : Mappings.below(path);
            String collected = loader.get() == null ? "" : "its class loader is still referenced";
            return collected.isEmpty() || mapped.isEmpty() ? collected + mapped : collected + ", " + mapped;
        };
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
