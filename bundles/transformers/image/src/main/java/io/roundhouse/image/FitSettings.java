package io.roundhouse.image;

import io.roundhouse.api.config.Settings;
import java.util.List;

/**
 * How a picture of any size comes to the size that the model wants.
 *
 * @param width of the canvas; 0 with {@link Fit#KEEP}
 * @param shorter with {@link Fit#COVER}: the shorter side is resized to it and the middle cut out; 0: the middle is cut
 *     out first
 * @param longestMin with {@link Fit#KEEP}: a picture with a shorter longest side is enlarged
 */
record FitSettings(
        Fit fit, int width, int height, int shorter, int longestMin, int longestMax, int multipleOf, Anchor anchor) {
    /** What happens when the shapes differ. */
    enum Fit {
        STRETCH,
        COVER,
        CONTAIN,
        KEEP
    }

    /** Where a smaller picture lies on the canvas. */
    enum Anchor {
        CENTRE,
        START
    }

    static final String[] KEYS = {"size", "fit", "shorter", "longest_min", "longest_max", "multiple_of", "anchor"};

    /** Beyond it no model looks, and a batch takes gigabytes. */
    static final int SIDE_MAX = 4096;

    static FitSettings read(Settings settings) {
        Fit fit = settings.choice("fit", Fit.STRETCH);
        requireOnly(settings, fit, Fit.COVER, "shorter");
        requireOnly(settings, fit, Fit.CONTAIN, "anchor");
        for (String key : List.of("longest_min", "longest_max", "multiple_of")) {
            requireOnly(settings, fit, Fit.KEEP, key);
        }
        int longestMax = (int) settings.integer("longest_max", 960, 1, SIDE_MAX);
        int[] size = fit == Fit.KEEP ? noSize(settings) : size(settings);
        return new FitSettings(
                fit,
                size[1],
                size[0],
                settings.has("shorter")
                        ? (int) settings.integer("shorter", 0, Math.max(size[0], size[1]), SIDE_MAX)
                        : 0,
                (int) settings.integer("longest_min", 1, 1, longestMax),
                longestMax,
                (int) settings.integer("multiple_of", 1, 1, 256),
                settings.choice("anchor", Anchor.CENTRE));
    }

    private static void requireOnly(Settings settings, Fit fit, Fit wanted, String key) {
        if (settings.has(key) && fit != wanted) {
            throw settings.invalid(
                    key, "means something with 'fit: " + name(wanted) + "' only, it is '" + name(fit) + "'", null);
        }
    }

    private static String name(Fit fit) {
        return fit.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static int[] noSize(Settings settings) {
        if (settings.has("size")) {
            throw settings.invalid("size", "is decided by 'longest_max' and 'multiple_of' with 'fit: keep'", null);
        }
        return new int[2];
    }

    private static int[] size(Settings settings) {
        if (!settings.has("size")) {
            throw settings.invalid("size", "is missing: [height, width], for example [224, 224]", null);
        }
        List<String> texts = settings.texts("size");
        String allowed = "must be [height, width], each 1.." + SIDE_MAX + ", was " + texts;
        if (texts.size() != 2) {
            throw settings.invalid("size", allowed, null);
        }
        int[] size = new int[2];
        for (int i = 0; i < 2; i++) {
            try {
                size[i] = Integer.parseInt(texts.get(i));
            } catch (NumberFormatException e) {
                throw settings.invalid("size", allowed, e);
            }
            if (size[i] < 1 || size[i] > SIDE_MAX) {
                throw settings.invalid("size", allowed, null);
            }
        }
        return size;
    }

    /** Where that box of a picture goes. */
    Placement place(Placement.Box box) {
        return switch (fit) {
            case STRETCH -> Placement.whole(box, width, height);
            case COVER -> shorter == 0 ? coverFirst(box) : coverAfter(box);
            case CONTAIN -> contain(box);
            case KEEP -> keep(box);
        };
    }

    /** The largest middle part of the canvas's shape, as Pillow's {@code ImageOps.fit}. */
    private Placement coverFirst(Placement.Box box) {
        double wanted = (double) width / height;
        boolean wide = box.width() / box.height() >= wanted;
        double partWidth = wide ? wanted * box.height() : box.width();
        double partHeight = wide ? box.height() : box.width() / wanted;
        double x = box.left() + (box.width() - partWidth) * 0.5;
        double y = box.top() + (box.height() - partHeight) * 0.5;
        return Placement.whole(new Placement.Box(x, y, x + partWidth, y + partHeight), width, height);
    }

    /** As torchvision's {@code Resize(shorter)} and {@code CenterCrop}. */
    private Placement coverAfter(Placement.Box box) {
        boolean wide = box.width() >= box.height();
        int whole = (int) (wide ? shorter * box.width() / box.height() : shorter * box.height() / box.width());
        int wholeWidth = wide ? whole : shorter;
        int wholeHeight = wide ? shorter : whole;
        int x = (int) Math.rint((wholeWidth - width) / 2.0);
        int y = (int) Math.rint((wholeHeight - height) / 2.0);
        return new Placement(box, wholeWidth, wholeHeight, x, y, width, height, 0, 0, width, height);
    }

    /** All of it, with bars, as Pillow's {@code ImageOps.pad}. */
    private Placement contain(Placement.Box box) {
        boolean wide = box.width() / box.height() > (double) width / height;
        int newWidth = wide ? width : side(box.width() / box.height() * height, width);
        int newHeight = wide ? side(box.height() / box.width() * width, height) : height;
        boolean centre = anchor == Anchor.CENTRE;
        int x = centre ? (int) Math.rint((width - newWidth) * 0.5) : 0;
        int y = centre ? (int) Math.rint((height - newHeight) * 0.5) : 0;
        return new Placement(box, newWidth, newHeight, 0, 0, newWidth, newHeight, x, y, width, height);
    }

    private static int side(double wanted, int most) {
        return (int) Math.max(1, Math.min(most, Math.rint(wanted)));
    }

    /** Its own shape, each side rounded to a multiple, as PaddleOCR's {@code DetResizeForTest}. */
    private Placement keep(Placement.Box box) {
        double longest = Math.max(box.width(), box.height());
        double ratio = Math.max(Math.min(1, longestMax / longest), longestMin / longest);
        return Placement.whole(box, multiple(box.width() * ratio), multiple(box.height() * ratio));
    }

    private int multiple(double side) {
        return (int) Math.max(multipleOf, Math.rint((double) (int) side / multipleOf) * multipleOf);
    }
}
