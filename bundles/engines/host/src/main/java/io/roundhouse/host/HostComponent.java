package io.roundhouse.host;

import io.roundhouse.server.control.EngineHosts;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.monitor.PluginMeters;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** Gives out engines whose models run in processes of their own; the lifecycle closes these models before it goes. */
@Component(
        name = HostComponent.PID,
        service = {EngineHosts.class, PluginMeters.class},
        property = "roundhouse.name=process")
@Designate(ocd = HostConfig.class)
public final class HostComponent implements EngineHosts, PluginMeters {
    static final String PID = "io.roundhouse.host";
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final Path area;
    private final ContentRegistry contents;
    private final Archive archive;
    private final Quarantine quarantine = new Quarantine(QuarantineSettings.DEFAULT, InstantSource.system());
    private volatile HostSettings settings;
    private volatile Path runs;

    @Activate
    public HostComponent(HostConfig config, BundleContext context) {
        this.area = area(context);
        this.contents = new ContentRegistry(context, area.resolve("content"));
        this.archive = new Archive(area.resolve("content"));
        this.settings = HostConfigs.settings(config);
        this.runs = runs(config);
    }

    /** In the server's data folder and not in the bundle's, whose path is too long for comfort. */
    private static Path area(BundleContext context) {
        String data = context.getProperty("karaf.data");
        return (data == null ? context.getDataFile("host") : new File(data, "host"))
                .toPath()
                .toAbsolutePath();
    }

    private static Path runs(HostConfig config) {
        if (!config.directory().isBlank()) {
            return Path.of(config.directory()).toAbsolutePath();
        }
        return Files.isWritable(SHARED_MEMORY) ? SHARED_MEMORY : Path.of(System.getProperty("java.io.tmpdir", "."));
    }

    @Activate
    void start() {
        try {
            Folders.deleteQuietly(area.resolve("content")); // of bundles that may have changed
            RunFolder.sweep(area.resolve("work"));
            RunFolder.sweep(runs);
        } catch (IOException e) {
            throw new UncheckedIOException("what an earlier server left cannot be looked at: " + e.getMessage(), e);
        }
    }

    @Modified
    void reconfigure(HostConfig config) {
        settings = HostConfigs.settings(config);
        runs = runs(config);
    }

    @Deactivate
    void stop() throws InterruptedException {
        archive.stop();
    }

    @Override
    public Engine apart(String engine, String version, long bundleId) {
        String name = engine + " " + version;
        contents.of(name, bundleId); // so that a refusal comes now
        return new HostedEngine(() -> recipe(name, bundleId), quarantine);
    }

    @Override
    public List<Meter> meters() {
        return new QuarantineMeters(quarantine).meters();
    }

    private Recipe recipe(String name, long bundleId) {
        ContentRegistry.Content content = contents.of(name, bundleId);
        List<Path> classPath = content.classPath();
        Path works = area.resolve("work");
        Recipe bare =
                new Recipe(name, classPath, content.basis(), content.bundle(), runs, works, Orders.NO_ENGINE, settings);
        archive.prepare(bare);
        return bare.with(archive.file(bare));
    }
}
