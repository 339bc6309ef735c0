package io.roundhouse.feedback;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.server.control.Feedback;
import io.roundhouse.server.control.FeedbackListener;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelSection;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The monitor {@code feedback}, the section {@code feedback} of {@code model.yaml}, and the desk where labels come in. Its
 * file lies in the server's data folder and not in the bundle's, which is thrown away with the bundles.
 */
@Component(
        name = "io.roundhouse.feedback",
        service = {InferenceMonitor.class, Feedback.class, ModelSection.class},
        property = "roundhouse.name=feedback",
        properties = "OSGI-INF/version.properties")
public final class FeedbackComponent implements InferenceMonitor, Feedback, ModelSection {
    private final Listeners listeners = new Listeners(System::nanoTime);
    private final FeedbackDesk desk;
    private final Clerk clerk;

    @Activate
    public FeedbackComponent(BundleContext context) {
        this(directory(context));
    }

    FeedbackComponent(Path directory) {
        desk = new FeedbackDesk(new Storage(directory), listeners, System::nanoTime, System::currentTimeMillis);
        clerk = new Clerk(desk);
    }

    private static Path directory(BundleContext context) {
        String data = context.getProperty("karaf.data");
        File own = data == null ? context.getDataFile("feedback") : new File(data, "feedback");
        return own.toPath();
    }

    @Activate
    void start() {
        clerk.start();
    }

    @Deactivate
    void stop() {
        clerk.stop();
    }

    @Reference(name = "listeners", cardinality = MULTIPLE, policy = DYNAMIC, policyOption = GREEDY)
    void setListener(FeedbackListener listener) {
        listeners.add(listener);
    }

    void unsetListener(FeedbackListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void on(InferenceEvent event) {
        if (event instanceof InferenceEvent.Answered answered) {
            desk.intake.answered(answered);
        }
    }

    @Override
    public Receipt take(String model, List<Item> items) {
        return desk.take(model, items);
    }

    @Override
    public List<Report> reports() {
        return desk.reports();
    }

    @Override
    public void check(ModelDefinition definition, Settings section) {
        FeedbackSettings.of(section);
    }

    @Override
    public void apply(ModelDefinition definition, Settings section) {
        desk.take(definition.name(), FeedbackSettings.of(section));
    }

    @Override
    public void remove(String model) {
        desk.leave(model);
    }
}
