package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import java.util.List;
import java.util.Optional;

/**
 * The boxes that a model's numbers are told from: a file with centre x, centre y, width and height on each line. The
 * model says how far the centre lies off, in sizes of the anchor, and the logarithm of how much larger the box is.
 *
 * <p>After Liu et al. 2016, "SSD: Single Shot MultiBox Detector".
 */
final class Anchors {
    private final float[] boxes; // four numbers each
    private final double[] variances;

    private Anchors(float[] boxes, double[] variances) {
        this.boxes = boxes;
        this.variances = variances;
    }

    /** Empty where the model gives boxes as they are. */
    static Optional<Anchors> find(ModelArtifact artifact, Settings settings) {
        if (!settings.has("anchors")) {
            if (settings.has("variances")) {
                throw settings.invalid("variances", "must not be given without 'anchors'", null);
            }
            return Optional.empty();
        }
        if (settings.choice("format", DetectionsSettings.Format.CENTRE_WIDTH_HEIGHT)
                != DetectionsSettings.Format.CENTRE_WIDTH_HEIGHT) {
            throw settings.invalid("format", "must be centre-width-height, the only one that anchors have", null);
        }
        List<String> lines = LineFile.read(artifact, settings, "anchors");
        float[] boxes = new float[lines.size() * 4];
        for (int i = 0; i < lines.size(); i++) {
            System.arraycopy(line(settings, lines.get(i), i + 1), 0, boxes, 4 * i, 4);
        }
        return Optional.of(new Anchors(boxes, variances(settings)));
    }

    private static float[] line(Settings settings, String line, int number) {
        String[] words = line.strip().split(" +", -1);
        float[] box = new float[4];
        for (int i = 0; i < 4 && words.length == 4; i++) {
            try {
                box[i] = Float.parseFloat(words[i]);
            } catch (NumberFormatException e) {
                throw refused(settings, line, number);
            }
        }
        if (!(words.length == 4 && box[2] > 0 && box[3] > 0 && Float.isFinite(box[0] + box[1] + box[2] + box[3]))) {
            throw refused(settings, line, number);
        }
        return box;
    }

    private static RuntimeException refused(Settings settings, String line, int number) {
        String start = line.length() > 60 ? line.substring(0, 60) : line;
        return LineFile.failed(
                settings.text("anchors"),
                "must have centre x, centre y, width and height on each line, line " + number + " is '" + start + "'",
                null);
    }

    private static double[] variances(Settings settings) {
        List<String> given =
                settings.has("variances") ? settings.texts("variances") : List.of("0.1", "0.1", "0.2", "0.2");
        double[] variances = new double[4];
        for (int i = 0; i < 4 && given.size() == 4; i++) {
            try {
                variances[i] = Double.parseDouble(given.get(i));
            } catch (NumberFormatException e) {
                throw settings.invalid("variances", "must be four numbers above 0, were " + given, e);
            }
        }
        for (double variance : variances) {
            if (!(variance > 0 && variance <= 100)) {
                throw settings.invalid("variances", "must be four numbers above 0 and up to 100, were " + given, null);
            }
        }
        return variances;
    }

    int size() {
        return boxes.length / 4;
    }

    /** Makes centre and size of what the model says at this place. */
    void apply(int place, float[] box) {
        int at = 4 * place;
        for (int i = 0; i < 2; i++) {
            float size = boxes[at + 2 + i];
            box[i] = (float) (boxes[at + i] + box[i] * variances[i] * size);
            box[i + 2] = (float) (size * StrictMath.exp(box[i + 2] * variances[i + 2]));
        }
    }
}
