package io.roundhouse.admin;

import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Rollouts;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

    private final transient AdminApi api = new AdminApi(this::rollouts);

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        api.service(request, response);
    }

    private Rollouts rollouts() {
        Rollouts there = rollouts;
        if (there == null) {
            throw new InferenceException(
                    ErrorCode.DRAINING,
                    "what keeps the rollouts is starting, stopping, being exchanged or not installed");
        }
        return there;
    }
}
