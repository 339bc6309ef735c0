package io.roundhouse.monitorhost;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.server.control.ModelSection;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.Monitoring;
import io.roundhouse.spi.monitor.InferenceMonitor;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.spi.monitor.PluginMeters;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The shell of the room: sees requests, owns the section {@code monitors} of {@code model.yaml}, and hands on the rest. Its
 * files lie in the server's data folder and not in the bundle's, which is thrown away with the bundles. A change of the
 * settings makes it anew: monitors are detached, and attached again with their data.
 */
@Component(
        name = MonitorhostComponent.PID,
        service = {InferenceMonitor.class, Monitoring.class, ModelSection.class, PluginMeters.class},
        property = "roundhouse.name=monitors",
        properties = "OSGI-INF/version.properties")
@Designate(ocd = MonitorhostComponent.Config.class)
public final class MonitorhostComponent implements InferenceMonitor, Monitoring, ModelSection, PluginMeters {
    static final String PID = "io.roundhouse.monitorhost";

    /** What an operator may set. */
    @ObjectClassDefinition(
            id = PID,
            name = "Roundhouse monitor host",
            description = "What may wait for a monitor that is attached to a model, and what monitors may cost.")
    public @interface Config {
        @AttributeDefinition(
                name = "Events that wait",
                description =
                        "Events that may wait for one monitor on one model, 2 to 1048576, taken up to the next power"
                                + " of two; more are lost to it, and counted.")
        int buffer_events_max() default 8192;

        @AttributeDefinition(
                name = "Memory of events that wait",
                description = "Megabytes that the tensors of these events may take, 1 to 65536; more are lost to the"
                        + " monitor, and counted.")
        int buffer_memory_max_mb() default 64;

        @AttributeDefinition(
                name = "Share of the processors",
                description =
                        "Percent of all processors' time, 1 to 100, that monitors may take together; beyond it they"
                                + " are told of a sample of the events, drawn by chance, and the rest is counted. 100 holds"
                                + " nothing back.")
        int processor_share_max_percent() default 1;
    }

    private final Post post = new Post();
    private final Housekeeper housekeeper = new Housekeeper();
    private final Surroundings around;
    private final Desk desk;
    private final FactoryRegistry factories;

    @Activate
    public MonitorhostComponent(
            Config config,
            BundleContext context,
            @Reference(name = "catalog") ModelCatalog catalog,
            @Reference(name = "repository") ModelRepository repository) {
        around = new Surroundings(
                new Factories(),
                repository.directory(),
                data(context, "monitors"),
                settings(config),
                new LeftBehind(),
                System::nanoTime,
                cpuClock());
        ByHandFiles files = new ByHandFiles(data(context, "monitorhost"));
        desk = new Desk(around, new Sight(catalog), files, post, housekeeper::wake);
        factories = new FactoryRegistry(context, desk::arrived, desk::leaves);
    }

    private static Path data(BundleContext context, String folder) {
        String data = context.getProperty("karaf.data");
        return (data == null ? context.getDataFile(folder) : new File(data, folder)).toPath();
    }

    private static LongSupplier cpuClock() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads::getCurrentThreadCpuTime : System::nanoTime;
    }

    static HostSettings settings(Config config) {
        return HostSettings.of(Settings.builder(PID)
                .put("buffer.events.max", Integer.toString(config.buffer_events_max()), PID)
                .put("buffer.memory.max.mb", Integer.toString(config.buffer_memory_max_mb()), PID)
                .put("processor.share.max.percent", Integer.toString(config.processor_share_max_percent()), PID)
                .build());
    }

    @Activate
    void start() {
        desk.open();
        housekeeper.start(desk::tick);
    }

    @Deactivate
    void stop() {
        housekeeper.stop();
        desk.close();
    }

    @Reference(name = "factories", cardinality = MULTIPLE, policy = DYNAMIC, policyOption = GREEDY)
    void setFactory(ServiceReference<MonitorFactory> factory) {
        factories.set(factory);
    }

    void unsetFactory(ServiceReference<MonitorFactory> factory) {
        factories.unset(factory);
    }

    @Override
    public void on(InferenceEvent event) {
        post.on(event);
        if (event instanceof InferenceEvent.ModelChanged) {
            housekeeper.wake();
        }
    }

    @Override
    public void attach(String monitor, String model, Settings settings) {
        desk.attach(monitor, model, settings);
    }

    @Override
    public void detach(String monitor, String model) {
        desk.detach(monitor, model);
    }

    @Override
    public List<Attachment> attachments() {
        return desk.attachments();
    }

    @Override
    public List<String> available() {
        return around.factories().names();
    }

    @Override
    public List<Meter> meters() {
        return HostMeters.of(desk.wanted(), around.leftBehind());
    }

    @Override
    public void check(ModelDefinition definition, Settings section) {
        MonitorList.of(section);
    }

    @Override
    public void apply(ModelDefinition definition, Settings section) {
        desk.write(definition.name(), MonitorList.of(section));
    }

    @Override
    public void remove(String model) {
        desk.write(model, Map.of());
    }
}
