package io.roundhouse.metrics;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import com.fasterxml.jackson.core.JsonFactory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.server.control.Comparisons;
import io.roundhouse.server.control.Feedback;
import io.roundhouse.server.control.Metrics;
import io.roundhouse.server.control.Rollouts;
import io.roundhouse.server.flow.Admission;
import io.roundhouse.server.flow.Monitoring;
import io.roundhouse.server.flow.Shadowing;
import io.roundhouse.server.flow.StepCaches;
import io.roundhouse.spi.monitor.InferenceMonitor;
import io.roundhouse.spi.monitor.PluginMeters;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The monitor {@code metrics}, its page for Prometheus, and the same numbers for other rooms. */
@Component(
        name = MetricsComponent.PID,
        service = {InferenceMonitor.class, Servlet.class, Metrics.class},
        property = {"roundhouse.name=metrics", "osgi.http.whiteboard.servlet.pattern=/metrics"},
        properties = "OSGI-INF/version.properties")
@Designate(ocd = MetricsComponent.Config.class)
public final class MetricsComponent extends HttpServlet implements InferenceMonitor, Metrics {
    static final String PID = "io.roundhouse.metrics";
    private static final long serialVersionUID = 1L;

    private static final Path GROUPS = Path.of("/proc/self/cgroup");
    private static final Path GROUPS_MOUNT = Path.of("/sys/fs/cgroup");
    private static final Path POWER = Path.of("/sys/class/powercap");
    private static final Path STAT = Path.of("/proc/stat");

    @ObjectClassDefinition(id = PID, name = "Metrics", description = "Meters of requests, models and the process.")
    @interface Config {
        @AttributeDefinition(
                name = "Arms told apart",
                description = "1 to 10000. Further arms are counted together as 'other'; closed ones make room.")
        int arms_max() default Limits.ARMS_MAX;

        @AttributeDefinition(
                name = "Histograms",
                description = "Whether durations have buckets; without them a scrape is a fifth of the size.")
        boolean histograms() default true;

        @AttributeDefinition(
                name = "Watts a core",
                description =
                        "0.1 to 1000: what a busy processor takes, where energy cannot be read from the hardware.")
        double watts_per_core() default Power.WATTS_PER_CORE;

        @AttributeDefinition(
                name = "Collector",
                description =
                        "Where all meters are posted to for OpenTelemetry, like http://localhost:4318/v1/metrics. "
                                + "Nothing is sent while empty.")
        String otlp_url() default "";

        @AttributeDefinition(name = "Interval of posts", description = "1 to 3600 seconds.")
        int otlp_interval_seconds() default OtlpSettings.INTERVAL_SECONDS;

        @AttributeDefinition(name = "Headers of posts", description = "As name=value.")
        String[] otlp_headers() default {};
    }

    private final transient PrometheusMeterRegistry registry;
    private final transient InferenceMeters meters;
    private final transient Others others;
    private final transient ScrapePage page;
    private final transient OtlpSender sender;

    @Reference(name = "feedback", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    private transient volatile @Nullable Feedback feedback;

    private transient Optional<ProcessMeters> process = Optional.empty();

    @Reference(name = "shadowing", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    private transient volatile @Nullable Shadowing shadowing;

    @Reference(name = "comparisons", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    private transient volatile @Nullable Comparisons comparisons;

    @Reference(name = "remembered", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    private transient volatile @Nullable StepCaches remembered;

    @Reference(name = "rollouts", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    transient volatile @Nullable Rollouts rollouts;

    @Reference(name = "admission", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    private transient volatile @Nullable Admission admission;

    @Reference(name = "monitoring", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    private transient volatile @Nullable Monitoring monitoring;

    @Reference(name = "plugins", cardinality = MULTIPLE, policy = DYNAMIC, policyOption = GREEDY)
    private transient volatile List<PluginMeters> plugins = List.of();

    @Activate
    public MetricsComponent(Config config, BundleContext context) {
        this(
                new Limits(config.arms_max(), config.histograms()),
                System::nanoTime,
                Power.estimate(config.watts_per_core()),
                OtlpSettings.of(config.otlp_url(), config.otlp_interval_seconds(), List.of(config.otlp_headers())),
                context.getBundle().getVersion().toString());
    }

    /** @param estimate for where energy is not readable */
    MetricsComponent(Limits limits, LongSupplier nanoClock, Power estimate, OtlpSettings otlp, String version) {
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters = new InferenceMeters(registry, limits, nanoClock);
        Own own = new Own(
                registry,
                meters,
                Cgroup.of(GROUPS, GROUPS_MOUNT),
                Rapl.of(POWER, STAT).orElse(estimate),
                MetricsComponent::processCpuSeconds);
        others = new Others(registry, limits.armsMax(), own, this::rooms, nanoClock);
        JsonFactory json = new JsonFactory();
        long startMillis = System.currentTimeMillis();
        sender = new OtlpSender(registry, otlp, to -> {
            others.read();
            MetricSnapshots all =
                    meters.exampled(registry.getPrometheusRegistry().scrape());
            OtlpDocument.write(to, json, all, version, startMillis, System.currentTimeMillis());
        });
        page = new ScrapePage(registry, meters::exampled);
    }

    @Activate
    void start() {
        process = Optional.of(new ProcessMeters(registry));
        sender.start();
    }

    @Deactivate
    void stop() {
        sender.close();
        process.ifPresent(ProcessMeters::close);
        registry.close();
    }

    @Override
    public void on(InferenceEvent event) {
        meters.on(event);
    }

    @Override
    public List<Sample> samples() {
        others.read();
        return Samples.of(registry.getPrometheusRegistry().scrape());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        others.read();
        page.answer(request.getHeader("Accept"), response);
    }

    private static double processCpuSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(took -> took.toMillis() / 1e3)
                .orElse(0.0);
    }

    private Rooms rooms() {
        return new Rooms(admission, feedback, shadowing, comparisons, remembered, rollouts, monitoring, plugins);
    }
}
