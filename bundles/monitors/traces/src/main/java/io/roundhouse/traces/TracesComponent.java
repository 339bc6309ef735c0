package io.roundhouse.traces;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.spi.monitor.InferenceMonitor;
import io.roundhouse.spi.monitor.PluginMeters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The monitor {@code traces}. */
@Component(
        name = TracesComponent.PID,
        service = {InferenceMonitor.class, PluginMeters.class},
        property = "roundhouse.name=traces",
        properties = "OSGI-INF/version.properties")
@Designate(ocd = TracesComponent.Config.class)
public final class TracesComponent implements InferenceMonitor, PluginMeters {
    static final String PID = "io.roundhouse.traces";
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    @ObjectClassDefinition(
            id = PID,
            name = "Traces",
            description = "Spans of requests, for a collector of OpenTelemetry.")
    @interface Config {
        @AttributeDefinition(
                name = "Collector",
                description =
                        "Where spans are posted to, like http://localhost:4318/v1/traces. Nothing is done while empty.")
        String url() default "";

        @AttributeDefinition(
                name = "Sampled",
                description =
                        "Percent of the requests, 0 to 100, whose caller says nothing of a trace; else the caller decides.")
        double sample_percent() default TraceSettings.PERCENT;

        @AttributeDefinition(name = "Queue", description = "Requests, 1 to 65536, whose spans may wait to be sent.")
        int queue_max() default TraceSettings.QUEUE_MAX;

        @AttributeDefinition(name = "Headers", description = "Sent along, as name=value.")
        String[] headers() default {};
    }

    private final TraceSettings settings;
    private final SpanQueue queue;
    private final SpanSender sender;
    private final InferenceMonitor monitor;

    @Activate
    public TracesComponent(Config config, BundleContext context) {
        this(
                TraceSettings.of(config.url(), config.sample_percent(), config.queue_max(), List.of(config.headers())),
                context.getBundle().getVersion().toString());
    }

    TracesComponent(TraceSettings settings, String version) {
        this.settings = settings;
        queue = new SpanQueue(settings.queueMax());
        sender = new SpanSender(queue, new Collector(settings.url(), settings.headers()), version, PAUSE_NANOS);
        Sampling sampling = new Sampling(
                settings.percent(), () -> ThreadLocalRandom.current().nextDouble());
        monitor = settings.isOn()
                ? new SpanMonitor(sampling, queue, System::nanoTime, System::currentTimeMillis)
                : InferenceMonitor.noop();
    }

    @Activate
    void start() {
        if (settings.isOn()) {
            sender.start();
        }
    }

    @Deactivate
    void stop() {
        sender.close();
    }

    @Override
    public void on(InferenceEvent event) {
        monitor.on(event);
    }

    @Override
    public List<Meter> meters() {
        return settings.isOn()
                ? List.of(
                        requests("sent", sender.sent()),
                        requests("refused", sender.refused()),
                        requests("lost", queue.lost()),
                        new Meter(
                                "roundhouse.traces.waiting",
                                "Requests whose spans wait to be sent",
                                Kind.GAUGE,
                                Map.of(),
                                queue.waiting()))
                : List.of();
    }

    private static Meter requests(String result, long count) {
        return new Meter(
                "roundhouse.traces.requests",
                "Requests whose spans were sent, were refused by the collector, or did not fit into the queue",
                Kind.COUNT,
                Map.of("result", result),
                (double) count);
    }
}
