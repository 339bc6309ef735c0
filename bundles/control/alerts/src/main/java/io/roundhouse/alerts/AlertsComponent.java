package io.roundhouse.alerts;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.Alerts;
import io.roundhouse.server.control.Metrics;
import io.roundhouse.server.control.ModelLifecycle;
import io.roundhouse.server.control.Offline;
import io.roundhouse.server.control.Rollouts;
import io.roundhouse.server.flow.Admission;
import io.roundhouse.spi.monitor.PluginMeters;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The shell of {@link Watch}. Immediate, against the house rule: it works by itself, and nobody has to ask for it. Whom it
 * reads and steers may come and go: the past of a rule must not be lost because a bundle is exchanged.
 */
@Component(
        name = AlertsComponent.PID,
        service = {Alerts.class, PluginMeters.class},
        immediate = true)
@Designate(ocd = AlertsConfig.class)
public final class AlertsComponent implements Alerts, PluginMeters {
    static final String PID = "io.roundhouse.alerts";

    private final MetricsRegistry metrics = new MetricsRegistry();

    @Reference(
            name = "rollouts",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Rollouts rollouts;

    @Reference(
            name = "sessions",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable SessionFactory sessions;

    private final Shedding shedding = new Shedding();
    private final Draining draining = new Draining(System::currentTimeMillis);
    private final AlertsSettings settings;
    private final Senders senders;
    private final Outboxes outboxes;
    private final Deeds deeds;
    private final Watch watch;
    private final Rounds rounds;
    private final Meters meters;

    @Activate
    public AlertsComponent(AlertsConfig config, BundleContext context) {
        settings = settings(config, context);
        senders = new Senders(settings.base());
        outboxes = new Outboxes(senders::outbox);
        KarafScripts scripts = new KarafScripts(settings.scripts(), settings.scriptLimit(), () -> sessions);
        deeds = new Deeds(() -> rollouts, draining, scripts, this::done);
        watch = new Watch(
                new RulesFile(settings.rules()),
                new Memory(settings.data()),
                () -> metrics.samples(context),
                System::currentTimeMillis,
                new Doing(
                        telling -> outboxes.use(telling.destinations()),
                        outboxes::offer,
                        deeds::ask,
                        shedding::want,
                        draining));
        rounds = new Rounds(watch::look);
        meters = new Meters(watch, outboxes, rounds, settings.data());
    }

    private static AlertsSettings settings(AlertsConfig config, BundleContext context) {
        Settings written = Settings.builder(PID)
                .put("rules", config.rules(), PID)
                .put("scripts", config.scripts(), PID)
                .put("script.timeout", config.script_timeout(), PID)
                .build();
        Path base =
                Path.of(Optional.ofNullable(context.getProperty("karaf.base")).orElse("."));
        String data = context.getProperty("karaf.data");
        File own = data == null ? context.getDataFile("alerts") : new File(data, "alerts");
        return AlertsSettings.of(written, base, own.toPath());
    }

    @Activate
    void start() {
        outboxes.use(Rulebook.EMPTY.telling().destinations());
        deeds.start();
        rounds.start();
    }

    @Deactivate
    void stop() {
        rounds.stop();
        deeds.stop();
        outboxes.stop();
        senders.stop();
        watch.close();
        shedding.want(0);
        draining.stop();
    }

    private void done(Deed deed, String outcome) {
        watch.done(deed, outcome);
    }

    @Reference(
            name = "metrics",
            service = Metrics.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setMetrics(ServiceReference<Metrics> service) {
        metrics.set(service);
    }

    void unsetMetrics(ServiceReference<Metrics> service) {
        metrics.unset(service);
    }

    @Reference(
            name = "admission",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setAdmission(Admission service) {
        shedding.arrived(service);
    }

    void unsetAdmission(Admission service) {
        shedding.left(service);
    }

    @Reference(
            name = "lifecycle",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setLifecycle(ModelLifecycle service) {
        draining.arrived(service);
    }

    void unsetLifecycle(ModelLifecycle service) {
        draining.left(service);
    }

    @Override
    public List<Meter> meters() {
        return meters.meters();
    }

    @Override
    public List<Alert> alerts() {
        return watch.alerts();
    }

    @Override
    public List<Rule> rules() {
        return watch.rules();
    }

    @Override
    public String trouble() {
        return watch.trouble();
    }

    @Override
    public String silence(Map<String, String> labels, Duration duration, String by, String reason) {
        return watch.silence(labels, duration, by, reason);
    }

    @Override
    public void unsilence(String id) {
        watch.unsilence(id);
    }

    @Override
    public List<Silence> silences() {
        return watch.silences();
    }

    @Override
    public List<Drained> drained() {
        return watch.drained();
    }

    @Override
    public void resume(String model, String arm) {
        watch.resume(model, arm);
    }

    @Override
    public Recorded record(Path file, Duration every, Duration limit, Offline.Watch progress) {
        return watch.record(settings.base().resolve(file), every, limit, progress);
    }

    @Override
    public List<Alert> test(Path rules, Path recording) {
        return watch.test(settings.base().resolve(rules), settings.base().resolve(recording));
    }
}
