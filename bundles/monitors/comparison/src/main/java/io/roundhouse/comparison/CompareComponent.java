package io.roundhouse.comparison;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelSection;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The section {@code compare} of {@code model.yaml}. */
@Component(
        name = "io.roundhouse.comparison.section",
        service = ModelSection.class,
        property = "roundhouse.name=compare",
        properties = "OSGI-INF/version.properties")
public final class CompareComponent implements ModelSection {
    private final LabelChoices labels;

    @Activate
    public CompareComponent(@Reference(name = "labels") LabelChoices labels) {
        this.labels = labels;
    }

    @Override
    public void check(ModelDefinition definition, Settings section) {
        label(section);
    }

    @Override
    public void apply(ModelDefinition definition, Settings section) {
        String label = label(section);
        labels.choose(definition.name(), label.equals("none") ? Labels.NOTHING : label);
    }

    @Override
    public void remove(String model) {
        labels.forget(model);
    }

    private static String label(Settings section) {
        section.allow("label");
        return section.text("label");
    }
}
