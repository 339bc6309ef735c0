package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Fitting;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Learns what settings lack about columns of texts. What is missing in the data is passed over. */
final class TextFitting implements Fitting {
    static final String CATEGORIES_MAX = "categories_max";

    private static final int CATEGORIES = 1_000;

    private final Settings given;
    private final List<String> columns;
    private final List<TextCounts> counts;
    private final Function<TextCounts, Settings> learnt;

    private TextFitting(Settings given, List<String> columns, Function<TextCounts, Settings> learnt) {
        int max = (int) given.integer(CATEGORIES_MAX, CATEGORIES, 1, Categories.COUNT_MAX);
        this.given = given;
        this.columns = columns;
        this.counts =
                columns.stream().map(column -> new TextCounts(column, max)).toList();
        this.learnt = learnt;
    }

    /** Empty when there is something about every column. */
    static Optional<Fitting> of(Settings settings, Columns columns, Function<TextCounts, Settings> learnt) {
        List<String> lacking = Learnt.lacking(settings, columns.from());
        return lacking.isEmpty() ? Optional.empty() : Optional.of(new TextFitting(settings, lacking, learnt));
    }

    /** The different texts of a column, for steps that give each a place. */
    static Optional<Fitting> categories(Settings settings, Columns columns) {
        return of(settings, columns, counts -> Learnt.section(Categories.KEY, counts.sorted()));
    }

    @Override
    public List<TensorSpec> reads() {
        return Columns.texts(columns);
    }

    @Override
    public void see(Tensors rows) {
        for (int i = 0; i < columns.size(); i++) {
            Texts texts = new Texts(rows.get(columns.get(i)));
            for (long row = 0; texts.next(); row++) {
                if (!texts.isMissing()) {
                    counts.get(i).see(texts, row);
                }
            }
        }
    }

    @Override
    public Settings fitted() {
        Settings fitted = given;
        for (int i = 0; i < columns.size(); i++) {
            if (counts.get(i).isEmpty()) {
                throw Learnt.nothing(columns.get(i), "text");
            }
            fitted = Learnt.with(fitted, columns.get(i), learnt.apply(counts.get(i)));
        }
        return fitted;
    }
}
