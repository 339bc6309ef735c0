package io.roundhouse.host;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.spi.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The content of bundles as files that a child can read, written once for each revision. What a bundle needs is what the
 * server's framework wired it to.
 */
final class ContentRegistry {
    private final BundleContext context;
    private final Path area;

    /** @param area a folder of this one's own */
    ContentRegistry(BundleContext context, Path area) {
        this.context = context;
        this.area = area;
    }

    /** The content that a child for this engine is made of. */
    record Content(List<Path> classPath, List<Path> basis, Path bundle) {}

    /**
     * Writes what is not there yet.
     *
     * @throws InferenceException {@code PLUGIN_MISSING}: there is no such bundle, or its content cannot be had
     */
    synchronized Content of(String engine, long bundleId) {
        Bundle bundle = context.getBundle(bundleId);
        if (bundle == null) {
            throw new InferenceException(ErrorCode.PLUGIN_MISSING, "the bundle of " + engine + " is gone");
        }
        try {
            Bundle api = FrameworkUtil.getBundle(Engine.class);
            List<Path> classPath = List.of(file(context.getBundle()), file(api), framework());
            List<Path> basis = new ArrayList<>();
            for (Bundle needed : needed(bundle, api)) {
                basis.add(file(needed));
            }
            return new Content(classPath, basis, file(bundle));
        } catch (IOException | URISyntaxException e) {
            throw new InferenceException(
                    ErrorCode.PLUGIN_MISSING,
                    "the content of " + engine + " could not be written: " + e.getMessage(),
                    e);
        }
    }

    private Path framework() throws URISyntaxException {
        Class<?> framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getClass();
        return Path.of(
                framework.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** All that it is wired to, and what that is wired to; the farthest first. */
    private static Set<Bundle> needed(Bundle bundle, Bundle api) {
        Set<Bundle> seen = new LinkedHashSet<>(List.of(bundle, api));
        Set<Bundle> needed = new LinkedHashSet<>();
        collect(bundle, seen, needed);
        return needed;
    }

    private static void collect(Bundle bundle, Set<Bundle> seen, Set<Bundle> needed) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null) {
            return;
        }
        for (BundleWire wire : wiring.getRequiredWires(null)) {
            Bundle provider = wire.getProvider().getBundle();
            String resolution = wire.getRequirement().getDirectives().get(Constants.RESOLUTION_DIRECTIVE);
            boolean mandatory = resolution == null || resolution.equals(Constants.RESOLUTION_MANDATORY);
            if (mandatory && provider.getBundleId() != Constants.SYSTEM_BUNDLE_ID && seen.add(provider)) {
                collect(provider, seen, needed);
                needed.add(provider);
            }
        }
    }

    private Path file(Bundle bundle) throws IOException {
        String name = bundle.getSymbolicName() + "-" + bundle.getVersion() + "-" + bundle.getBundleId() + "-"
                + bundle.getLastModified() + ".jar";
        Path file = area.resolve(name);
        if (!Files.exists(file)) {
            Files.createDirectories(area);
            Path part = area.resolve(name + ".part");
            try (OutputStream out = Files.newOutputStream(part);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.setLevel(0); // read more often than written, and on disk for a while only
                write(bundle, "/", zip);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    private static void write(Bundle bundle, String folder, ZipOutputStream zip) throws IOException {
        Enumeration<String> paths = bundle.getEntryPaths(folder);
        for (String path : paths == null ? List.<String>of() : Collections.list(paths)) {
            URL url = bundle.getEntry(path);
            if (path.endsWith("/")) {
                write(bundle, path, zip);
            } else if (url != null) {
                zip.putNextEntry(new ZipEntry(path.startsWith("/") ? path.substring(1) : path));
                try (InputStream in = url.openStream()) {
                    in.transferTo(zip);
                }
                zip.closeEntry();
            }
        }
    }
}
