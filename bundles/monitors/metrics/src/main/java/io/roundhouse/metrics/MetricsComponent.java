package io.roundhouse.metrics;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.server.control.Comparisons;
import io.roundhouse.server.control.Feedback;
import io.roundhouse.server.control.Metrics;
import io.roundhouse.server.control.Rollouts;
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
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
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
    }

    private final transient PrometheusMeterRegistry registry;
    private final transient InferenceMeters meters;
    private final transient Others others;
    private final transient ScrapePage page;

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

    @Reference(name = "monitoring", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    private transient volatile @Nullable Monitoring monitoring;

    @Reference(name = "plugins", cardinality = MULTIPLE, policy = DYNAMIC, policyOption = GREEDY)
    private transient volatile List<PluginMeters> plugins = List.of();

    @Activate
    public MetricsComponent(Config config) {
        this(new Limits(config.arms_max(), config.histograms()), System::nanoTime);
    }

    MetricsComponent(Limits limits, LongSupplier nanoClock) {
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters = new InferenceMeters(registry, limits);
        others = new Others(registry, limits.armsMax(), this::rooms, nanoClock);
        page = new ScrapePage(registry);
    }

    @Activate
    void start() {
        process = Optional.of(new ProcessMeters(registry));
    }

    @Deactivate
    void stop() {
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

    private Rooms rooms() {
        return new Rooms(feedback, shadowing, comparisons, remembered, rollouts, monitoring, plugins);
    }
}
