package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A date becomes numbers, one column {@code DATE_PART} a part; those of a missing date are missing. */
final class DateParts implements Transformer {
    private static final String PARTS = "parts";
    private static final int QUOTED_MAX = 40; // of a date that is none

    private final List<String> from;
    private final List<DatePart> parts;
    private final List<String> into;
    private final List<TensorSpec> reads;
    private final List<TensorSpec> writes;

    private DateParts(List<String> from, List<DatePart> parts, List<String> into) {
        this.from = from;
        this.parts = parts;
        this.into = into;
        this.reads = Columns.texts(from);
        this.writes = Columns.numbers(into);
    }

    static Transformer step(Settings settings) {
        settings.allow(Columns.COLUMNS, PARTS);
        List<String> from = Columns.names(settings, Columns.COLUMNS);
        List<String> words = Columns.names(settings, PARTS);
        List<DatePart> parts = words.stream().map(word -> part(settings, word)).toList();
        List<String> into = from.stream()
                .flatMap(column -> words.stream().map(word -> column + "_" + word))
                .toList();
        Columns.requireDistinct(settings, Columns.COLUMNS, into);
        return new DateParts(from, parts, into);
    }

    private static DatePart part(Settings settings, String word) {
        List<String> known = new ArrayList<>();
        for (DatePart part : DatePart.values()) {
            String name = part.name().toLowerCase(Locale.ROOT);
            if (name.equals(word)) {
                return part;
            }
            known.add(name);
        }
        throw settings.invalid(PARTS, "must be of " + known + ", was '" + word + "'", null);
    }

    @Override
    public List<TensorSpec> reads() {
        return reads;
    }

    @Override
    public List<TensorSpec> writes() {
        return writes;
    }

    @Override
    public Tensors apply(Tensors given) {
        List<Tensor> made = new ArrayList<>(into.size());
        for (String name : from) {
            Tensor column = given.get(name);
            double[][] values = new double[parts.size()][(int) column.shape().rows()];
            Texts texts = new Texts(column);
            for (int row = 0; texts.next(); row++) {
                Optional<IsoDate> date = texts.isMissing() ? Optional.empty() : Optional.of(date(name, row, texts));
                for (int i = 0; i < values.length; i++) {
                    values[i][row] = date.isPresent() ? parts.get(i).of(date.get()) : Double.NaN;
                }
            }
            for (double[] part : values) {
                made.add(Numbers.column(part));
            }
        }
        return Tensors.of(into, made);
    }

    private static IsoDate date(String column, int row, Texts at) {
        return IsoDate.read(at)
                .orElseThrow(() -> new InferenceException(
                        ErrorCode.INVALID_INPUT,
                        "'" + column + "': row " + row + " is '" + quoted(at)
                                + "', which is no date like 2026-11-27 or 2026-11-27T19:23:34Z"));
    }

    private static String quoted(Texts at) {
        String text = new String(at.bytes(), StandardCharsets.UTF_8);
        return text.length() <= QUOTED_MAX ? text : text.substring(0, QUOTED_MAX) + "…";
    }
}
