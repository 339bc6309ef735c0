package io.roundhouse.metrics;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.spi.monitor.InferenceMonitor;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The monitor {@code metrics}, and its page for Prometheus. */
@Component(
        name = MetricsComponent.PID,
        service = {InferenceMonitor.class, Servlet.class},
        property = {"roundhouse.name=metrics", "osgi.http.whiteboard.servlet.pattern=/metrics"},
        properties = "OSGI-INF/version.properties")
@Designate(ocd = MetricsComponent.Config.class)
public final class MetricsComponent extends HttpServlet implements InferenceMonitor {
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
    private final transient ScrapePage page;
    private transient Optional<ProcessMeters> process = Optional.empty();

    @Activate
    public MetricsComponent(Config config) {
        this(new Limits(config.arms_max(), config.histograms()));
    }

    MetricsComponent(Limits limits) {
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters = new InferenceMeters(registry, limits);
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
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        page.answer(request.getHeader("Accept"), response);
    }
}
