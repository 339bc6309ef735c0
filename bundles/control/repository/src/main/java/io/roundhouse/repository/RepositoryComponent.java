package io.roundhouse.repository;

import io.roundhouse.server.control.Fitted;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelLifecycle;
import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.server.flow.ModelCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The shell of {@link ModelFolders}. Immediate, against the house rule: it works by itself, and nobody has to ask for it.
 * When it stops, what is served stays served; when it starts again it finds equal files under equal digests.
 */
@Component(name = RepositoryComponent.PID, service = ModelRepository.class, immediate = true)
@Designate(ocd = RepositoryComponent.Config.class)
public final class RepositoryComponent implements ModelRepository {
    static final String PID = "io.roundhouse.repository";

    /** The settings under {@link #PID}. */
    @ObjectClassDefinition(id = PID, name = "Model repository")
    @interface Config {
        @AttributeDefinition(
                name = "Models",
                description = "The folder of models, one folder a model; relative to the server's own folder.")
        String models() default "models";

        @AttributeDefinition(name = "Poll", description = "From one look at the folder to the next, 10ms to 1m.")
        String poll() default "250ms";

        @AttributeDefinition(
                name = "Settle",
                description = "How long nothing in a model's folder may change before it is read, up to 1m.")
        String settle() default "1s";
    }

    private final Operations operations;
    private final Poller poller;

    @Activate
    public RepositoryComponent(
            Config config,
            BundleContext context,
            @Reference(name = "lifecycle") ModelLifecycle lifecycle,
            @Reference(name = "catalog") ModelCatalog catalog) {
        String base = Optional.ofNullable(context.getProperty("karaf.base")).orElse(".");
        RepositorySettings settings = RepositorySettings.of(
                config.models(),
                config.poll(),
                config.settle(),
                Path.of(base),
                context.getDataFile("store").toPath());
        ModelFolders folders =
                new ModelFolders(settings, lifecycle, catalog, System::nanoTime, System::currentTimeMillis);
        this.operations = new Operations(folders, lifecycle, catalog, System::nanoTime);
        this.poller = new Poller(folders::look, settings.poll());
    }

    @Activate
    void start() {
        poller.start();
    }

    @Deactivate
    void stop() {
        poller.stop();
    }

    @Override
    public Path directory() {
        return operations.directory();
    }

    @Override
    public List<String> names() {
        return operations.names();
    }

    @Override
    public void load(String name) {
        operations.load(name);
    }

    @Override
    public void unload(String name) {
        operations.unload(name);
    }

    @Override
    public ModelDefinition read(Path folder) {
        return operations.read(folder);
    }

    @Override
    public void write(Path versionFolder, Fitted fitted) {
        operations.write(versionFolder, fitted);
    }
}
