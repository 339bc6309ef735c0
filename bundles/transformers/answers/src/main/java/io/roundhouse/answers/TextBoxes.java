package io.roundhouse.answers;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Boxes around the lines of text that a map of probabilities shows: regions above a threshold, the smallest rectangle
 * around each, left out when its mean is too low, grown as the map was shrunk in training.
 *
 * <p>After Liao et al. 2020, "Real-time Scene Text Detection with Differentiable Binarization"; a grown rectangle is what
 * the smallest rectangle around a polygon with an offset comes to. A hole in a region is no region.
 */
final class TextBoxes implements Transformer {
    private static final int GROWN_BY = 2; // what a box must have gained to be more than a speck

    private final TextBoxesSettings settings;

    TextBoxes(TextBoxesSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<TensorSpec> reads() {
        List<TensorSpec> reads = new ArrayList<>();
        reads.add(Columns.of(settings.column(), DataType.FP32, 1, Shape.ANY, Shape.ANY));
        reads.addAll(settings.geometry().reads());
        return reads;
    }

    @Override
    public List<TensorSpec> writes() {
        return List.of(
                Columns.of(settings.into(), DataType.FP32, 4, 2),
                Columns.of(settings.scores(), DataType.FP32),
                Columns.of(settings.row(), DataType.INT64));
    }

    @Override
    public boolean keepsRows() {
        return false;
    }

    @Override
    public Tensors apply(Tensors columns) {
        Tensor maps = columns.get(settings.column());
        int width = Columns.size(maps, 3);
        float[] map = new float[Columns.size(maps, 2) * width];
        settings.geometry().requireRows(columns, "boxes", maps.shape().rows());
        List<Finding> all = new ArrayList<>();
        for (int row = 0; row < maps.shape().rows(); row++) {
            maps.data().asFloatBuffer().get(row * map.length, map);
            for (Finding found : find(row, map, width)) {
                settings.geometry().apply(columns, row, found.box());
                all.add(found);
            }
        }
        return Tensors.of(
                List.of(settings.into(), settings.scores(), settings.row()),
                List.of(Finding.boxes(all, 4, 2), Finding.scores(all), Finding.rows(all)));
    }

    private List<Finding> find(int row, float[] map, int width) {
        List<Finding> found = new ArrayList<>();
        int tried = 0;
        for (int[] outline : Outlines.of(map, width, settings.threshold())) {
            Rectangle core = Rectangle.around(Hull.of(outline));
            if (core.shorterSide() < settings.sizeMin()) {
                continue;
            }
            if (tried++ == settings.boxesMax()) { // counted before the mean, which is what takes time
                break;
            }
            double score = settings.scoreOf() == TextBoxesSettings.ScoreOf.BOX
                    ? core.mean(map, width)
                    : Outlines.mean(outline, map, width);
            Rectangle box = core.grown(settings.unclip());
            if (score >= settings.scoreMin() && box.shorterSide() >= settings.sizeMin() + GROWN_BY) {
                found.add(new Finding(row, corners(box, width, map.length / width), (float) score, 0));
            }
        }
        order(found);
        return found;
    }

    /** Of edges, not of middles of pixels: the first pixel goes from 0 to 1. */
    private static float[] corners(Rectangle box, int width, int height) {
        double[] corners = box.corners();
        float[] inside = new float[corners.length];
        for (int i = 0; i < corners.length; i++) {
            inside[i] = (float) Math.max(0, Math.min(i % 2 == 0 ? width : height, corners[i] + 0.5));
        }
        return inside;
    }

    /** As one reads: lines from the top, each from the left. Boxes are of one line when they begin less than half a box apart. */
    private static void order(List<Finding> found) {
        found.sort(Comparator.comparingDouble((Finding box) -> box.box()[1]).thenComparingDouble(box -> box.box()[0]));
        for (int i = 1; i < found.size(); i++) {
            for (int j = i; j > 0 && isLeftOf(found.get(j), found.get(j - 1)); j--) {
                Collections.swap(found, j, j - 1);
            }
        }
    }

    private static boolean isLeftOf(Finding box, Finding other) {
        float half =
                Math.min(box.box()[7] - box.box()[1], other.box()[7] - other.box()[1]) / 2; // bottom left to top left
        return box.box()[0] < other.box()[0] && Math.abs(box.box()[1] - other.box()[1]) < half;
    }
}
