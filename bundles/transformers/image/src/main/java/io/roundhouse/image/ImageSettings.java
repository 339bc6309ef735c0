package io.roundhouse.image;

import io.roundhouse.api.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The section {@code image} of {@code model.yaml}.
 *
 * @param into the column of pictures as the model wants them
 * @param geometry the column that tells how to get from the model's pixels back to the picture's, if any
 * @param box left, top, right and bottom of the part that counts, as fractions of the picture
 * @param boxes the column of such parts in pixels, a row each, if any
 * @param fill a pixel's value where the picture leaves the canvas free
 */
record ImageSettings(
        PictureSettings pictures,
        FitSettings fit,
        ValueSettings values,
        Resampler resampler,
        String into,
        Optional<String> geometry,
        List<Double> box,
        Optional<String> boxes,
        int fill) {
    private static final List<Double> WHOLE = List.of(0.0, 0.0, 1.0, 1.0);

    static ImageSettings read(Settings settings) {
        settings.allow(Stream.of(PictureSettings.KEYS, FitSettings.KEYS, ValueSettings.KEYS, new String[] {
                    "into", "geometry", "box", "boxes", "fill", "filter", "antialias"
                })
                .flatMap(Stream::of)
                .toArray(String[]::new));
        if (settings.has("box") && settings.has("boxes")) {
            throw settings.invalid(
                    "boxes", "cannot stand beside 'box': each says which part of the picture counts", null);
        }
        return new ImageSettings(
                PictureSettings.read(settings),
                FitSettings.read(settings),
                ValueSettings.read(settings),
                resampler(settings),
                settings.text("into", "image"),
                settings.findText("geometry"),
                box(settings),
                settings.findText("boxes"),
                (int) settings.integer("fill", 0, 0, 255));
    }

    static Resampler resampler(Settings settings) {
        Filter filter = settings.choice("filter", Filter.BILINEAR);
        if (settings.has("antialias") && (filter == Filter.NEAREST || filter == Filter.AREA)) {
            throw settings.invalid("antialias", "is for the filters bilinear and bicubic", null);
        }
        return new Resampler(filter, settings.flag("antialias", true));
    }

    private static List<Double> box(Settings settings) {
        if (!settings.has("box")) {
            return WHOLE;
        }
        List<Double> box = new ArrayList<>();
        for (String text : settings.texts("box")) {
            try {
                box.add(Double.parseDouble(text));
            } catch (NumberFormatException e) {
                throw settings.invalid("box", "must hold numbers, '" + text + "' is none", e);
            }
        }
        if (box.size() != 4
                || !(box.get(0) >= 0 && box.get(0) < box.get(2) && box.get(2) <= 1)
                || !(box.get(1) >= 0 && box.get(1) < box.get(3) && box.get(3) <= 1)) {
            throw settings.invalid(
                    "box", "must be [left, top, right, bottom] as fractions 0..1 of the picture, was " + box, null);
        }
        return List.copyOf(box);
    }
}
