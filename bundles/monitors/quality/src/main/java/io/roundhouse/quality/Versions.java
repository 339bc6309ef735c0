package io.roundhouse.quality;

import io.roundhouse.api.error.InferenceException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The versions of the model that were seen, each taught by its labelled rows, by what was kept, or learning. One thread. */
final class Versions {
    private static final int MAX = 16;

    private final QualitySettings settings;
    private final References references;
    private final BaselineFile file;
    private final Map<String, Baseline> kept;
    private final Map<String, Version> versions = new LinkedHashMap<>();
    private boolean isNew;
    private String note = "";

    Versions(QualitySettings settings, References references, BaselineFile file) {
        this.settings = settings;
        this.references = references;
        this.file = file;
        kept = file.read();
    }

    Version of(String name, Output output, Counting counts) {
        Version known = versions.get(name);
        if (known != null) {
            return known;
        }
        if (versions.size() == MAX) {
            versions.remove(versions.keySet().iterator().next());
        }
        Version version = new Version(name);
        versions.put(name, version);
        reference(name, output).ifPresent(reference -> teach(version, reference, counts));
        if (version.baseline == null) {
            version.baseline = kept.get(name);
            version.learning = version.baseline == null ? counts.fresh() : null;
        }
        return version;
    }

    private Optional<Reference> reference(String version, Output output) {
        try {
            return references.of(version, output);
        } catch (InferenceException e) {
            note = e.sentence();
            return Optional.empty();
        }
    }

    private void teach(Version version, Reference reference, Counting counts) {
        int classes = counts.fresh().expected.length;
        if (classes > 0 && reference.columns() != classes) {
            note = "'" + settings.reference() + "' is about " + reference.columns() + " classes, version "
                    + version.name + " gives " + classes;
            return;
        }
        if (counts instanceof NumberCounting) {
            version.residuals = new Residuals(reference);
        } else if (classes > 0) {
            int positive = Math.max(0, settings.positive(classes));
            version.calibration = Calibration.of(reference, settings.calibration(), positive);
        }
        Pane realised = counts.realised(reference);
        Version plain = new Version(version.name); // realised values are not corrected once more
        plain.residuals = version.residuals;
        version.baseline = Baseline.of(true, realised, version.cuts(), counts.estimates(realised, plain));
    }

    /** Takes what a version has seen for what its rows are like, when that is enough. */
    void learn(Version version, Counting counts) {
        Pane learning = version.learning;
        if (learning != null && learning.rows >= settings.referenceRows()) {
            Baseline learnt = counts.learnt(version, learning);
            version.learnt(learnt);
            kept.put(version.name, learnt);
            isNew = true;
        }
    }

    /** What is not as it should be; empty when nothing. */
    String note() {
        return note;
    }

    /** Writes what the first rows were like, where that is new. */
    void save() {
        if (isNew) {
            isNew = false;
            file.write(kept);
        }
    }
}
