package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import java.util.List;

/**
 * The section {@code detections} of {@code model.yaml}.
 *
 * @param boxes the column of four numbers for each place that the model looked at
 * @param scores the column of a number for each class at each place
 * @param into left, top, right and bottom of each box kept
 * @param labels what each is
 * @param score how sure each is
 * @param row of which row each is
 * @param format how the four numbers tell a box
 * @param background whether the first class is that there is nothing; it needs no label
 * @param scoreMin below which nothing is kept
 * @param overlapMax the share of two boxes of a class that may be common to both; of those above, the surer one is kept
 * @param candidatesMax of one row, the surest ones, compared with each other
 * @param boxesMax kept of one row
 * @param geometry with it boxes are told in pixels of the picture sent; else as the model tells them
 */
record DetectionsSettings(
        String boxes,
        String scores,
        String into,
        String labels,
        String score,
        String row,
        Format format,
        boolean background,
        float scoreMin,
        double overlapMax,
        int candidatesMax,
        int boxesMax,
        Geometry geometry) {
    /** The order of the four numbers. */
    enum Format {
        LEFT_TOP_RIGHT_BOTTOM,
        TOP_LEFT_BOTTOM_RIGHT,
        CENTRE_WIDTH_HEIGHT
    }

    private static final int CANDIDATES_MAX = 4096;

    static DetectionsSettings read(Settings settings) {
        settings.allow(
                "boxes",
                "scores",
                "into",
                "label",
                "score",
                "row",
                "format",
                "background",
                "score_min",
                "overlap_max",
                "candidates_max",
                "boxes_max",
                "labels",
                "labels_file",
                "geometry",
                "anchors",
                "variances");
        DetectionsSettings read = new DetectionsSettings(
                settings.text("boxes", "boxes"),
                settings.text("scores", "scores"),
                settings.text("into", "box"),
                settings.text("label", "label"),
                settings.text("score", "score"),
                settings.text("row", "row"),
                settings.choice("format", Format.LEFT_TOP_RIGHT_BOTTOM),
                settings.flag("background", false),
                (float) settings.number("score_min", 0.5, -1e9, 1e9),
                settings.number("overlap_max", 0.45, 0, 1),
                (int) settings.integer("candidates_max", 1000, 1, CANDIDATES_MAX),
                (int) settings.integer("boxes_max", 100, 1, CANDIDATES_MAX),
                Geometry.read(settings));
        Columns.requireDifferent(settings, "row", List.of(read.into, read.labels, read.score, read.row));
        return read;
    }
}
