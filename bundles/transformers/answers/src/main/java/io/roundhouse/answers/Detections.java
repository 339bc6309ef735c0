package io.roundhouse.answers;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The things found in each row: boxes that are sure enough, without those that show the same thing again. A box or a score
 * that is NaN or infinite is not found.
 */
final class Detections implements Transformer {
    private final DetectionsSettings settings;
    private final Optional<Labels> labels;
    private final Optional<Anchors> anchors;

    /** A class at a place. */
    private record Candidate(int place, int kind, float score) {
        static final Comparator<Candidate> SUREST_FIRST = Comparator.comparingDouble(
                        (Candidate candidate) -> -candidate.score)
                .thenComparingInt(Candidate::place)
                .thenComparingInt(Candidate::kind);

        Finding in(int row, float[] box) {
            return new Finding(row, box, score, kind);
        }
    }

    Detections(DetectionsSettings settings, Optional<Labels> labels, Optional<Anchors> anchors) {
        this.settings = settings;
        this.labels = labels;
        this.anchors = anchors;
    }

    @Override
    public List<TensorSpec> reads() {
        List<TensorSpec> reads = new ArrayList<>();
        reads.add(Columns.of(settings.boxes(), DataType.FP32, Shape.ANY, 4));
        reads.add(Columns.of(settings.scores(), DataType.FP32, Shape.ANY, Shape.ANY));
        reads.addAll(settings.geometry().reads());
        return reads;
    }

    @Override
    public List<TensorSpec> writes() {
        return List.of(
                Columns.of(settings.into(), DataType.FP32, 4),
                Columns.of(settings.labels(), DataType.BYTES),
                Columns.of(settings.score(), DataType.FP32),
                Columns.of(settings.row(), DataType.INT64));
    }

    @Override
    public boolean keepsRows() {
        return false;
    }

    @Override
    public Tensors apply(Tensors columns) {
        Tensor boxes = columns.get(settings.boxes());
        Tensor scores = columns.get(settings.scores());
        requireFit(boxes.shape(), scores.shape());
        settings.geometry().requireRows(columns, "detections", scores.shape().rows());
        List<Finding> all = new ArrayList<>();
        for (int row = 0; row < scores.shape().rows(); row++) {
            FloatBuffer rowBoxes = boxes.rows(row, 1).data().asFloatBuffer();
            List<Finding> found = new ArrayList<>();
            for (Candidate candidate : candidates(rowBoxes, scores.rows(row, 1))) {
                addBox(found, candidate.in(row, corners(rowBoxes, candidate.place)));
            }
            for (Finding kept : Suppression.of(found, settings)) {
                settings.geometry().apply(columns, row, kept.box());
                all.add(kept);
            }
        }
        return Tensors.of(
                List.of(settings.into(), settings.labels(), settings.score(), settings.row()),
                List.of(Finding.boxes(all, 4), names(all), Finding.scores(all), Finding.rows(all)));
    }

    private void requireFit(Shape boxes, Shape scores) {
        if (boxes.rows() != scores.rows() || boxes.dim(1) != scores.dim(1)) {
            throw Columns.mismatch(
                    "detections",
                    "'" + settings.boxes() + "' has shape " + boxes + ", but '" + settings.scores() + "' has " + scores
                            + "; rows and places must be the same");
        }
        if (anchors.isPresent() && anchors.get().size() != boxes.dim(1)) {
            throw Columns.mismatch(
                    "detections",
                    "'" + settings.boxes() + "' has " + boxes.dim(1) + " places a row, but there are "
                            + anchors.get().size() + " anchors");
        }
        Labels.requireFit(labels, "detections", settings.scores(), scores.dim(2) - first());
    }

    /** The first class that is something. */
    private int first() {
        return settings.background() ? 1 : 0;
    }

    /** The surest of all places and classes, so many as may be compared. */
    private List<Candidate> candidates(FloatBuffer boxes, Tensor scores) {
        PriorityQueue<Candidate> surest = new PriorityQueue<>(Candidate.SUREST_FIRST.reversed());
        FloatBuffer from = scores.data().asFloatBuffer();
        float[] place = new float[Columns.size(scores, 2)];
        for (int i = 0; from.hasRemaining(); i++) {
            from.get(place);
            for (int kind = first(); kind < place.length; kind++) {
                float score = place[kind];
                Candidate least = surest.size() < settings.candidatesMax() ? null : surest.peek();
                if (score >= settings.scoreMin()
                        && (least == null || score > least.score)
                        && isFinite(boxes, i, score)) {
                    surest.add(new Candidate(i, kind - first(), score));
                }
                if (surest.size() > settings.candidatesMax()) {
                    surest.remove();
                }
            }
        }
        List<Candidate> candidates = new ArrayList<>(surest);
        candidates.sort(Candidate.SUREST_FIRST);
        return candidates;
    }

    private static boolean isFinite(FloatBuffer boxes, int place, float score) {
        double sum = score;
        for (int i = 4 * place; i < 4 * place + 4; i++) {
            sum += boxes.get(i);
        }
        return Double.isFinite(sum);
    }

    /** What an anchor makes of large numbers may be infinite still. */
    private static void addBox(List<Finding> found, Finding finding) {
        float[] box = finding.box();
        if (Float.isFinite(box[0] + box[1] + box[2] + box[3])) {
            found.add(finding);
        }
    }

    /** Left, top, right, bottom of what the model says at this place. */
    private float[] corners(FloatBuffer boxes, int place) {
        float[] box = new float[4];
        boxes.get(4 * place, box);
        if (anchors.isPresent()) {
            anchors.get().apply(place, box);
        }
        float[] ends =
                switch (anchors.isPresent() ? DetectionsSettings.Format.CENTRE_WIDTH_HEIGHT : settings.format()) {
                    case LEFT_TOP_RIGHT_BOTTOM -> box;
                    case TOP_LEFT_BOTTOM_RIGHT -> new float[] {box[1], box[0], box[3], box[2]};
                    case CENTRE_WIDTH_HEIGHT ->
                        new float[] {box[0] - box[2] / 2, box[1] - box[3] / 2, box[0] + box[2] / 2, box[1] + box[3] / 2
                        };
                };
        return new float[] { // some models turn them round
            Math.min(ends[0], ends[2]),
            Math.min(ends[1], ends[3]),
            Math.max(ends[0], ends[2]),
            Math.max(ends[1], ends[3])
        };
    }

    private Tensor names(List<Finding> all) {
        List<byte[]> names = new ArrayList<>(all.size());
        all.forEach(found -> names.add(Labels.name(labels, found.kind())));
        return Tensor.ofBytes(Shape.of(all.size()), names);
    }
}
