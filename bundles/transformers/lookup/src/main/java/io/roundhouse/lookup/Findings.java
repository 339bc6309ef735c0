package io.roundhouse.lookup;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.spi.transformer.StepContext;
import java.util.EnumMap;
import java.util.Map;

/** What is to be said about the rows of one request: a sentence a cause, however many rows it has. One thread. */
final class Findings {
    private final LookupSettings settings;
    private final Map<Cause, Rows> withoutValues = new EnumMap<>(Cause.class);
    private final Rows stale = new Rows();

    private static final class Rows {
        private int first;
        private int count;

        void add(int row) {
            if (count++ == 0) {
                first = row;
            }
        }

        @Override
        public String toString() {
            return "row " + first + (count > 1 ? " (and " + (count - 1) + " more)" : "");
        }
    }

    Findings(LookupSettings settings) {
        this.settings = settings;
    }

    void add(Cause cause, int row) {
        withoutValues.computeIfAbsent(cause, any -> new Rows()).add(row);
    }

    void stale(int row) {
        stale.add(row);
    }

    /** Throws for what a step that rejects cannot answer. */
    void reject() {
        withoutValues.forEach((cause, rows) -> {
            throw new InferenceException(
                    cause.isCallers() ? ErrorCode.INVALID_INPUT : ErrorCode.TRANSFORMER_FAILED,
                    sentence(rows, cause.sentence()));
        });
    }

    void tell(StepContext context, Tally tally) {
        withoutValues.forEach((cause, rows) -> {
            tally.fallback(cause, rows.count);
            context.flag(sentence(rows, cause.sentence()) + "; fallback values stand there");
        });
        if (stale.count > 0) {
            tally.staleRows.add(stale.count);
            context.flag(
                    sentence(stale, "has values older than " + settings.ageMax().toSeconds() + "s, or of no time"));
        }
    }

    private String sentence(Rows rows, String sentence) {
        return "lookup '" + settings.store() + "': " + rows + " " + sentence;
    }
}
