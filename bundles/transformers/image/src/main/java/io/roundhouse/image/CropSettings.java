package io.roundhouse.image;

import io.roundhouse.api.config.Settings;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The section {@code crop-boxes} of {@code model.yaml}.
 *
 * @param boxes the column of quadrilaterals
 * @param counts the column that says how many of a picture's boxes count, if boxes come picture by picture
 * @param of the column that says which picture's row each box is of, if boxes come one a row
 * @param into the column of crops
 * @param owners the column written that says which picture's row each crop is of
 * @param widths the column written that says how wide each crop is without its padding
 * @param widthMin what the crops of a request are padded to at least
 * @param turnRatio a crop that is so many times as high as wide is turned to the left; 0: none is
 */
record CropSettings(
        PictureSettings pictures,
        ValueSettings values,
        Resampler resampler,
        String boxes,
        Optional<String> counts,
        Optional<String> of,
        String into,
        String owners,
        String widths,
        int height,
        int widthMin,
        int widthMax,
        double turnRatio,
        int cropsMax) {
    static CropSettings read(Settings settings) {
        settings.allow(Stream.of(PictureSettings.KEYS, ValueSettings.KEYS, new String[] {
                    "boxes",
                    "counts",
                    "of",
                    "into",
                    "owners",
                    "widths",
                    "height",
                    "width_min",
                    "width_max",
                    "turn_ratio",
                    "crops_max",
                    "filter",
                    "antialias"
                })
                .flatMap(Stream::of)
                .toArray(String[]::new));
        if (settings.has("counts") && settings.has("of")) {
            throw settings.invalid(
                    "of", "cannot stand beside 'counts': boxes come either one a row or picture by picture", null);
        }
        int widthMin = (int) settings.integer("width_min", 320, 1, FitSettings.SIDE_MAX);
        return new CropSettings(
                PictureSettings.read(settings),
                ValueSettings.read(settings),
                ImageSettings.resampler(settings),
                settings.text("boxes", "boxes"),
                settings.findText("counts"),
                settings.findText("of"),
                settings.text("into", "crops"),
                settings.text("owners", "owner"),
                settings.text("widths", "width"),
                (int) settings.integer("height", 48, 1, FitSettings.SIDE_MAX),
                widthMin,
                (int) settings.integer("width_max", Math.max(2048, widthMin), widthMin, FitSettings.SIDE_MAX),
                settings.number("turn_ratio", 1.5, 0, 1000),
                (int) settings.integer("crops_max", 1000, 1, 100_000));
    }

    /** The width of a crop of that shape. */
    int width(Quad quad) {
        double width = Math.ceil((double) height * quad.width(turnRatio) / quad.height(turnRatio));
        return (int) Math.max(1, Math.min(widthMax, width));
    }
}
