package io.roundhouse.trends;

import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import io.roundhouse.server.control.Metrics;
import io.roundhouse.server.control.Trends;
import io.roundhouse.spi.monitor.PluginMeters;
import java.io.File;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Trends. The file of the embedded database lies in the server's data folder and not in the bundle's, which is thrown away
 * with the bundles. It is immediate: numbers are kept though nobody asks for them.
 */
@Component(
        name = TrendsComponent.PID,
        service = {Trends.class, PluginMeters.class},
        immediate = true)
@Designate(ocd = TrendsComponent.Config.class)
public final class TrendsComponent implements Trends, PluginMeters {
    static final String PID = "io.roundhouse.trends";

    private static final String KEEP = "roundhouse_inference_requests_total by model version;"
            + " roundhouse_inference_failures_total by model version category;"
            + " roundhouse_inference_duration_seconds_bucket by model le;"
            + " roundhouse_inference_queue_seconds_sum by model; roundhouse_inference_queue_seconds_count by model;"
            + " roundhouse_inference_rows_total by model; roundhouse_energy_joules_total by model source;"
            + " roundhouse_energy_process_joules_total by source; roundhouse_drift_alarm; roundhouse_drift_moved;"
            + " roundhouse_drift_psi; roundhouse_quality_; roundhouse_feedback_accuracy; roundhouse_anomaly_;"
            + " roundhouse_alerts_firing; process_cpu_usage; system_cpu_usage; process_memory_resident_bytes;"
            + " jvm_memory_used_bytes by area; jvm_gc_pause_seconds_sum by";

    @ObjectClassDefinition(id = PID, name = "Trends", description = "The important numbers by minute, hour and day.")
    @interface Config {
        @AttributeDefinition(
                name = "URL",
                description = "jdbc:postgresql://HOST/DATABASE or jdbc:h2:..., without user and password. Empty: an H2"
                        + " file in the server's data folder.")
        String url() default "";

        @AttributeDefinition(name = "User", description = "Empty: none is said.")
        String user() default "";

        @AttributeDefinition(name = "Password", description = "", type = AttributeType.PASSWORD)
        String password() default "";

        @AttributeDefinition(name = "Password file", description = "A file with the password, instead of it.")
        String password_file() default "";

        @AttributeDefinition(
                name = "Server",
                description = "Whose numbers these are, where several servers write into one database.")
        String server() default "";

        @AttributeDefinition(
                name = "What is kept",
                description =
                        "Empty: what is important. Between semicolons, how names begin; with 'by' and labels, numbers"
                                + " that differ in other labels are added up.")
        String keep() default "";

        @AttributeDefinition(name = "Series", description = "1 to 20000 at once; further ones are counted.")
        int series_max() default 2000;

        @AttributeDefinition(
                name = "Waiting points",
                description = "Up to 5000000 that wait while the database is gone; then the oldest are dropped.")
        int buffer_points_max() default 200000;

        @AttributeDefinition(name = "Minutes", description = "Days that points by minute are kept.")
        int minute_kept_days() default 2;

        @AttributeDefinition(name = "Hours", description = "Days that points by hour are kept.")
        int hour_kept_days() default 60;

        @AttributeDefinition(name = "Days", description = "Days that points by day are kept.")
        int day_kept_days() default 1826;
    }

    @Reference(name = "metrics", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    volatile @Nullable Metrics metrics;

    private final BundleContext bundle;
    private volatile Works works; // replaced whole

    @Activate
    public TrendsComponent(BundleContext bundle, Config config) {
        this.bundle = bundle;
        works = works(config);
    }

    @Activate
    void start() {
        works.start();
    }

    /** A bad change throws, which SCR logs, and what is in force goes on. */
    @Modified
    void reconfigure(Config config) {
        Works next = works(config);
        works.close();
        next.start();
        works = next;
    }

    @Deactivate
    void stop() {
        works.close();
    }

    private Works works(Config config) {
        TrendsSettings settings = new TrendsSettings(
                config.url().isEmpty() ? embedded() : config.url(),
                config.user(),
                Secret.of(config.password(), config.password_file()),
                config.server(),
                Keep.of(config.keep().isEmpty() ? KEEP : config.keep()),
                config.series_max(),
                config.buffer_points_max(),
                Map.of(
                        Table.MINUTE, config.minute_kept_days(),
                        Table.HOUR, config.hour_kept_days(),
                        Table.DAY, config.day_kept_days()));
        return new Works(settings, () -> Optional.ofNullable(metrics), System::currentTimeMillis);
    }

    private String embedded() {
        String data = bundle.getProperty("karaf.data");
        File own = data == null ? bundle.getDataFile("trends") : new File(data, "trends");
        return "jdbc:h2:file:" + new File(own, "trends").getAbsolutePath()
                + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    }

    @Override
    public List<Series> series() {
        return works.desk().series();
    }

    @Override
    public List<Point> query(String name, Map<String, String> labels, long fromMillis, long toMillis, Step step) {
        return works.desk().query(name, labels, fromMillis, toMillis, step);
    }

    @Override
    public String report(YearMonth month) {
        return works.desk().report(month);
    }

    @Override
    public String trouble() {
        return works.trouble();
    }

    @Override
    public List<Meter> meters() {
        return works.meters();
    }
}
