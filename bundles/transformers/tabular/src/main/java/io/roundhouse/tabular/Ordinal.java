package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import java.util.Optional;

/** A text becomes the place of its category, counted from 0. */
record Ordinal(Categories categories, Unknown unknown) implements TextNumber {
    static Transformer step(Settings settings) {
        Columns columns = columns(settings);
        Unknown unknown = Unknown.of(settings);
        return TextNumberStep.of(
                columns, column -> new Ordinal(Categories.of(Learnt.of(settings, column, Categories.KEY)), unknown));
    }

    static Optional<Fitting> fitting(Settings settings) {
        return TextFitting.categories(settings, columns(settings));
    }

    private static Columns columns(Settings settings) {
        return Columns.read(settings, Unknown.KEY, TextFitting.CATEGORIES_MAX, Learnt.KEY);
    }

    @Override
    public double of(Texts at) {
        int place = unknown.place(categories, at);
        return place < 0 ? Double.NaN : place;
    }
}
