package io.roundhouse.admin;

import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Alerts;
import io.roundhouse.server.control.Comparisons;
import io.roundhouse.server.control.EngineCanaries;
import io.roundhouse.server.control.Feedback;
import io.roundhouse.server.control.Metrics;
import io.roundhouse.server.control.PluginControl;
import io.roundhouse.server.control.Rollouts;
import io.roundhouse.server.control.Trends;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.Monitoring;
import io.roundhouse.server.flow.Shadowing;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * The servlet of {@code /admin}. It stays while what is behind it is exchanged, and answers 503 in between. It is immediate: the
 * owner's token is there as soon as the server is.
 */
@Component(name = AdminComponent.PID, service = Servlet.class, immediate = true)
@Designate(ocd = AdminComponent.Config.class)
@HttpWhiteboardServletPattern({"/admin", "/admin/*"})
@HttpWhiteboardServletAsyncSupported
public final class AdminComponent extends HttpServlet {
    static final String PID = "io.roundhouse.admin";

    private static final long serialVersionUID = 1L;

    @ObjectClassDefinition(id = PID, name = "Admin", description = "Who may use the admin API and the console.")
    @interface Config {
        @AttributeDefinition(
                name = "Anonymous role",
                description =
                        "Of who shows no token: none, viewer, or, for this machine itself at a loopback address, admin.")
        String anonymous_role() default "viewer";

        @AttributeDefinition(
                name = "Tokens",
                description = "The file that './roundhouse token add' writes; relative to the server's own folder.")
        String tokens_file() default AdminSettings.TOKENS_FILE;
    }

    @Reference(name = "rollouts", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    transient volatile @Nullable Rollouts rollouts;

    @Reference(name = "canaries", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    transient volatile @Nullable EngineCanaries canaries;

    @Reference(name = "comparisons", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    transient volatile @Nullable Comparisons comparisons;

    @Reference(name = "feedback", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    transient volatile @Nullable Feedback feedback;

    @Reference(name = "shadowing", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    transient volatile @Nullable Shadowing shadowing;

    @Reference(name = "alerts", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    transient volatile @Nullable Alerts alerts;

    @Reference(name = "metrics", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    transient volatile @Nullable Metrics metrics;

    @Reference(name = "plugins", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    transient volatile @Nullable PluginControl plugins;

    @Reference(name = "trends", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    transient volatile @Nullable Trends trends;

    @Reference(name = "catalog", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    transient volatile @Nullable ModelCatalog catalog;

    @Reference(name = "monitoring", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    transient volatile @Nullable Monitoring monitoring;

    private final transient Path home;
    private final transient Path data;
    private transient volatile Gate gate; // replaced whole
    private final transient Swaps swaps = new Swaps();
    private final transient LiveStream live = new LiveStream(this::snapshot, caller -> gate.knows(caller));
    private final transient AdminApi api = new AdminApi(Map.ofEntries(
            Map.entry("rollouts", new RolloutsResource(() -> there(rollouts, "rollouts"))),
            Map.entry("canary", new CanaryResource(() -> there(canaries, "canaries"))),
            Map.entry(
                    "comparisons",
                    new Reports<>(
                            "comparisons",
                            "has a watching arm",
                            () -> there(comparisons, "comparisons").reports(),
                            Comparisons.Report::model)),
            Map.entry(
                    "feedback",
                    new Reports<>(
                            "feedback",
                            "takes feedback",
                            () -> there(feedback, "feedback").reports(),
                            Feedback.Report::model)),
            Map.entry(
                    "shadows",
                    new Reports<>(
                            "shadows",
                            "has a watching arm",
                            () -> there(shadowing, "shadows").arms(),
                            Shadowing.Arm::model)),
            Map.entry(
                    "models",
                    new Reports<>(
                            "models", "is known", () -> there(catalog, "models").models(), status -> status.id()
                                    .name())),
            Map.entry("monitors", new MonitorsResource(() -> there(monitoring, "monitors"))),
            Map.entry("plugins", new PluginsResource(() -> there(plugins, "plugins"), swaps)),
            Map.entry("alerts", new AlertsResource(() -> there(alerts, "alerts"))),
            Map.entry("trends", new TrendsResource(() -> there(trends, "trends"))),
            Map.entry("live", new LiveResource(live)),
            Map.entry("me", new MeResource())));

    @Activate
    public AdminComponent(BundleContext bundle, Config config) {
        this(folder(bundle, "karaf.base"), folder(bundle, "karaf.data"), settings(config));
    }

    /** @param data where the owner's token lies */
    AdminComponent(Path home, Path data, AdminSettings settings) {
        this.home = home;
        this.data = data;
        this.gate = new Gate(settings, tokens(home, data, settings), new Guesses(System::nanoTime));
    }

    @Activate
    void start() {
        gate.open();
    }

    /** A bad change throws, which SCR logs, and what is in force goes on. */
    @Modified
    void reconfigure(Config config) {
        reconfigure(settings(config));
    }

    void reconfigure(AdminSettings settings) {
        gate = gate.with(settings, () -> tokens(home, data, settings));
    }

    private static Tokens tokens(Path home, Path data, AdminSettings settings) {
        return new Tokens(data, home.resolve(settings.tokensFile()), System::nanoTime);
    }

    private static AdminSettings settings(Config config) {
        return AdminSettings.of(config.anonymous_role(), config.tokens_file());
    }

    private static Path folder(BundleContext bundle, String property) {
        String named = bundle.getProperty(property);
        return named == null ? bundle.getDataFile("").toPath() : Path.of(named);
    }

    @Deactivate
    void stop() {
        live.close();
    }

    /** What is there of it: a page shows a server of which a part is being exchanged. */
    private Snapshot snapshot() {
        List<Metrics.Sample> samples = of(metrics, Metrics::samples);
        return new Snapshot(
                System.currentTimeMillis(),
                of(catalog, ModelCatalog::models),
                ArmNumbers.of(samples),
                ArmNumbers.process(samples),
                of(monitoring, Monitoring::attachments).stream()
                        .map(Snapshot.Watcher::of)
                        .toList(),
                of(alerts, Alerts::alerts).stream()
                        .filter(alert -> alert.state() != Alerts.State.RESOLVED)
                        .toList(),
                of(rollouts, Rollouts::rollouts).stream()
                        .filter(report -> report.state() != Rollouts.State.IDLE)
                        .map(Snapshot.Going::of)
                        .toList(),
                swaps.latest());
    }

    private static <S, T> List<T> of(@Nullable S service, Function<S, List<T>> ask) {
        return service == null ? List.of() : ask.apply(service);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Caller> caller = gate.admit(request, response);
        if (caller.isPresent()) {
            api.service(new Exchange(request, response, caller.get()));
        }
    }

    private static <T> T there(@Nullable T service, String what) {
        if (service == null) {
            throw new InferenceException(
                    ErrorCode.DRAINING,
                    "what keeps the " + what + " is starting, stopping, being exchanged or not installed");
        }
        return service;
    }
}
