package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import java.util.List;

/**
 * The section {@code boxes} of {@code model.yaml}.
 *
 * @param column the map: for each pixel how likely it is text
 * @param into the corners of each box, from the top left one clockwise, x before y
 * @param scores how likely the pixels in each box are text, on average
 * @param row of which row of the map each box is
 * @param threshold above which a pixel belongs to a box
 * @param scoreMin boxes below it are left out
 * @param scoreOf what the mean is taken of: the rectangle, or the region in it, which bent lines do not fill
 * @param unclip how far a box grows, as the map shows the middle of each line only: its area times this, divided by its
 *     perimeter, on each side
 * @param sizeMin pixels of the shorter side before the box grows, and two more afterwards
 * @param boxesMax of one row, the first ones from the top
 * @param geometry with it corners are told in pixels of the picture sent; else in pixels of the map
 */
record TextBoxesSettings(
        String column,
        String into,
        String scores,
        String row,
        float threshold,
        double scoreMin,
        ScoreOf scoreOf,
        double unclip,
        double sizeMin,
        int boxesMax,
        Geometry geometry) {
    /** Pixels. */
    enum ScoreOf {
        BOX,
        REGION
    }

    private static final int BOXES_MAX = 10_000;

    static TextBoxesSettings read(Settings settings) {
        settings.allow(
                "column",
                "into",
                "scores",
                "row",
                "threshold",
                "score_min",
                "score_of",
                "unclip",
                "size_min",
                "boxes_max",
                "geometry");
        TextBoxesSettings read = new TextBoxesSettings(
                settings.text("column"),
                settings.text("into", "boxes"),
                settings.text("scores", "scores"),
                settings.text("row", "row"),
                (float) settings.number("threshold", 0.3, 0, 1),
                settings.number("score_min", 0.6, 0, 1),
                settings.choice("score_of", ScoreOf.BOX),
                settings.number("unclip", 1.5, 0, 10),
                settings.number("size_min", 3, 0, 1000),
                (int) settings.integer("boxes_max", 1000, 1, BOXES_MAX),
                Geometry.read(settings));
        Columns.requireDifferent(settings, "row", List.of(read.into, read.scores, read.row));
        return read;
    }
}
