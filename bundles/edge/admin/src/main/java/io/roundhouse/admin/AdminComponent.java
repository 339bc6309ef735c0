package io.roundhouse.admin;

import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Comparisons;
import io.roundhouse.server.control.EngineCanaries;
import io.roundhouse.server.control.Feedback;
import io.roundhouse.server.control.Rollouts;
import io.roundhouse.server.flow.Shadowing;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The servlet of {@code /admin}. It stays while what is behind it is exchanged, and answers 503 in between. */
@Component(name = AdminComponent.PID, service = Servlet.class)
@HttpWhiteboardServletPattern({"/admin", "/admin/*"})
public final class AdminComponent extends HttpServlet {
    static final String PID = "io.roundhouse.admin";

    private static final long serialVersionUID = 1L;

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

    private final transient AdminApi api = new AdminApi(Map.of(
            "rollouts",
            new RolloutsResource(() -> there(rollouts, "rollouts")),
            "canary",
            new CanaryResource(() -> there(canaries, "canaries")),
            "comparisons",
            new Reports<>(
                    "comparisons",
                    "has a watching arm",
                    () -> there(comparisons, "comparisons").reports(),
                    Comparisons.Report::model),
            "feedback",
            new Reports<>(
                    "feedback",
                    "takes feedback",
                    () -> there(feedback, "feedback").reports(),
                    Feedback.Report::model),
            "shadows",
            new Reports<>(
                    "shadows",
                    "has a watching arm",
                    () -> there(shadowing, "shadows").arms(),
                    Shadowing.Arm::model)));

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        api.service(new Exchange(request, response));
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
