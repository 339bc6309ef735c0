package io.roundhouse.http;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.server.flow.Admission;
import io.roundhouse.server.flow.ModelCatalog;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code /v2/health/live} and {@code /v2/health/ready}; there as soon as the listener is, whatever else is missing. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/v2/health/live", "/v2/health/ready"})
public final class HealthComponent extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Reference(
            name = "admission",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    transient volatile @Nullable Admission admission;

    @Reference(
            name = "catalog",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    transient volatile @Nullable ModelCatalog catalog;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getRequestURI().endsWith("/live")) {
            answer(response, 200, "{\"live\":true}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        Optional<String> reason = Health.notReady(admission, catalog);
        if (reason.isEmpty()) {
            answer(response, 200, "{\"live\":true,\"ready\":true}".getBytes(StandardCharsets.UTF_8));
        } else {
            String id = ErrorBody.requestId(request.getHeader("x-request-id"));
            response.setHeader("Retry-After", "1");
            answer(response, 503, ErrorBody.of(reason.get(), ErrorCode.MODEL_NOT_READY.name(), id));
        }
    }

    private static void answer(HttpServletResponse response, int status, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentType(ErrorBody.CONTENT_TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
