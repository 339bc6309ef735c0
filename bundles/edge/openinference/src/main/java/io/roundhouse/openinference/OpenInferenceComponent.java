package io.roundhouse.openinference;

import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Inference;
import io.roundhouse.server.control.Feedback;
import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.server.control.Statistics;
import io.roundhouse.server.flow.JsonInference;
import io.roundhouse.server.flow.ModelCatalog;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The servlet of {@code /v2}. It stays while what is behind it is exchanged, and answers 503 in between. */
@Component(
        name = OpenInferenceComponent.PID,
        service = {Servlet.class, JsonInference.class})
@HttpWhiteboardServletPattern({"/v2", "/v2/*"})
@Designate(ocd = OpenInferenceConfig.class)
public final class OpenInferenceComponent extends HttpServlet implements JsonInference, Doors {
    static final String PID = "io.roundhouse.openinference";

    private static final long serialVersionUID = 1L;

    @Reference(name = "inference", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    private transient volatile @Nullable Inference inference;

    @Reference(name = "catalog", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    private transient volatile @Nullable ModelCatalog catalog;

    @Reference(name = "repository", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    private transient volatile @Nullable ModelRepository repository;

    @Reference(name = "statistics", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    private transient volatile @Nullable Statistics statistics;

    @Reference(name = "feedback", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    private transient volatile @Nullable Feedback feedback;

    private final transient String version;
    private transient volatile Protocol protocol; // replaced whole, never changed

    @Activate
    public OpenInferenceComponent(BundleContext bundle, OpenInferenceConfig config) {
        this.version = bundle.getBundle().getVersion().toString();
        this.protocol = protocol(config);
    }

    /** A bad change throws, which SCR logs, and the limits in force stay. */
    @Modified
    void reconfigure(OpenInferenceConfig config) {
        protocol = protocol(config);
    }

    private Protocol protocol(OpenInferenceConfig config) {
        return new Protocol(this, OpenInferenceConfig.Reader.limits(config), version, System::nanoTime);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        protocol.service(request, response);
    }

    @Override
    public byte[] infer(String model, byte[] request) {
        try {
            return protocol.inferJson(model, request);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // bytes in memory do not fail
        }
    }

    @Override
    public Inference inference() {
        return there(inference, "the pipeline");
    }

    @Override
    public ModelCatalog catalog() {
        return there(catalog, "the model catalogue");
    }

    @Override
    public ModelRepository repository() {
        return there(repository, "the model repository");
    }

    @Override
    public Optional<Statistics> statistics() {
        return Optional.ofNullable(statistics);
    }

    @Override
    public Feedback feedback() {
        return there(feedback, "the room of feedback");
    }

    @Override
    public boolean takesFeedback() {
        return feedback != null;
    }

    private static <T> T there(@Nullable T service, String what) {
        if (service == null) {
            throw new InferenceException(ErrorCode.DRAINING, what + " is starting, stopping or being exchanged");
        }
        return service;
    }
}
