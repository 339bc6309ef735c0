package io.roundhouse.drift;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.drift.Column.Kind;
import io.roundhouse.drift.Column.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads what {@link ProfileWriter} wrote, or a person or program in its stead. One use. */
final class ProfileReader {
    private final JsonParser in;

    private ProfileReader(JsonParser in) {
        this.in = in;
    }

    /**
     * @param file how it is called in a message
     * @throws InferenceException {@code INVALID_CONFIGURATION}: it is no profile
     */
    static Profile read(String file, String text) {
        try (JsonParser in = new JsonFactory().createParser(text)) {
            return new ProfileReader(in).profile();
        } catch (IOException | IllegalArgumentException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    file + " is no profile of drift: " + e.getMessage()
                            + "; 'roundhouse profile' makes one, and the monitor writes one when it has learnt",
                    e);
        }
    }

    private Profile profile() throws IOException {
        boolean format = false;
        List<Column> columns = new ArrayList<>();
        List<Summary> summaries = new ArrayList<>();
        expect(in.nextToken(), JsonToken.START_OBJECT, "an object");
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "format" -> format = ProfileWriter.FORMAT.equals(in.getText());
                case "version" ->
                    check(
                            in.getIntValue() == ProfileWriter.VERSION,
                            "version must be " + ProfileWriter.VERSION + ", was " + in.getText());
                case "columns" -> {
                    expect(in.currentToken(), JsonToken.START_ARRAY, "a list of columns");
                    while (in.nextToken() == JsonToken.START_OBJECT) {
                        ColumnFields fields = fields();
                        columns.add(fields.column());
                        summaries.add(fields.summary());
                        check(columns.size() <= Columns.PROFILE_MAX, "more than " + Columns.PROFILE_MAX + " columns");
                    }
                }
                default -> in.skipChildren();
            }
        }
        check(format, "format must be " + ProfileWriter.FORMAT);
        return new Profile(columns, summaries);
    }

    /** What stands of one column, before it is known what kind it is. */
    private static final class ColumnFields {
        private String name = "";
        private Side side = Side.INPUT;
        private Kind kind = Kind.NUMBER;
        private int width = 1;
        private long rows;
        private long missing;
        private double squares;
        private double distinct;
        private double spread = 1;
        private double trace;
        private double greatest;
        private final List<String> words = new ArrayList<>();
        private double[] cuts = {};
        private double[] counts = {};
        private double[] quantiles = {};
        private double[] means = {};
        private double[] features = {};

        Column column() throws IOException {
            check(!name.isEmpty() && width >= 1 && width <= Column.WIDTH_MAX, "a column without name or width");
            return new Column(name, side, kind, width);
        }

        Summary summary() throws IOException {
            check(missing >= 0 && rows >= missing && squares >= rows, "rows, missing and squares of " + name);
            Weight weight = Weight.of(rows, missing, squares);
            long[] whole =
                    Arrays.stream(counts).mapToLong(count -> (long) count).toArray();
            switch (kind) {
                case NUMBER -> {
                    check(whole.length == cuts.length + 1, "one more count than cuts, of " + name);
                    check(quantiles.length == 0 || quantiles.length == NumberSummary.QUANTILES, "quantiles of " + name);
                    return new NumberSummary(new NumberLayout(cuts), weight, whole, quantiles);
                }
                case CATEGORY -> {
                    check(whole.length == words.size() + 1, "one more count than words, of " + name);
                    return new CategorySummary(new CategoryLayout(words), weight, whole, distinct, List.of());
                }
                default -> {
                    check(means.length == VectorLayout.slots(width), "means of " + name);
                    check(features.length == VectorLayout.FEATURES && spread > 0, "features of " + name);
                    VectorLayout layout = new VectorLayout(width, spread);
                    return new VectorSummary(layout, weight, means, features, trace, greatest);
                }
            }
        }
    }

    private ColumnFields fields() throws IOException {
        ColumnFields fields = new ColumnFields();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "name" -> fields.name = in.getText();
                case "side" -> fields.side = Side.valueOf(in.getText().toUpperCase(Locale.ROOT));
                case "kind" -> fields.kind = Kind.valueOf(in.getText().toUpperCase(Locale.ROOT));
                case "width" -> fields.width = in.getIntValue();
                case "rows" -> fields.rows = in.getLongValue();
                case "missing" -> fields.missing = in.getLongValue();
                case "squares" -> fields.squares = in.getDoubleValue();
                case "distinct" -> fields.distinct = in.getDoubleValue();
                case "spread" -> fields.spread = in.getDoubleValue();
                case "trace" -> fields.trace = in.getDoubleValue();
                case "greatest" -> fields.greatest = in.getDoubleValue();
                case "words" -> words(fields.words);
                case "cuts" -> fields.cuts = numbers();
                case "counts" -> fields.counts = numbers();
                case "quantiles" -> fields.quantiles = numbers();
                case "means" -> fields.means = numbers();
                case "features" -> fields.features = numbers();
                default -> in.skipChildren();
            }
        }
        return fields;
    }

    private void words(List<String> words) throws IOException {
        expect(in.currentToken(), JsonToken.START_ARRAY, "a list of words");
        while (in.nextToken() == JsonToken.VALUE_STRING) {
            words.add(in.getText());
            check(words.size() <= CategoryLayout.WORDS_MAX, "more than " + CategoryLayout.WORDS_MAX + " words");
        }
    }

    private double[] numbers() throws IOException {
        expect(in.currentToken(), JsonToken.START_ARRAY, "a list of numbers");
        double[] numbers = new double[Column.WIDTH_MAX];
        int count = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            check(count < numbers.length, "more than " + numbers.length + " numbers in a list");
            numbers[count++] = in.getDoubleValue();
        }
        return Arrays.copyOf(numbers, count);
    }

    private void expect(JsonToken found, JsonToken wanted, String what) throws IOException {
        check(
                found == wanted,
                "expected " + what + " at line " + in.currentLocation().getLineNr());
    }

    private static void check(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
