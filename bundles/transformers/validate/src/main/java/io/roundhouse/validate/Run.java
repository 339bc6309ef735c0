package io.roundhouse.validate;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.spi.transformer.StepContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was found in one request. Of a constraint that is flagged the answer tells the rows and the first of them, so that
 * a thousand bad rows are one flag. As long as nothing is found it holds nothing.
 */
final class Run {
    private static final String ROW = ": row ";
    private static final String LEFT_OUT = "…";
    private static final int NOTES_LENGTH_MAX = 16 << 20; // of one request

    private final StepContext context;
    private final boolean reports;
    private final int rows;
    private final long nowMillis;
    private @Nullable Map<Constraint, Seen> seen;
    private String @Nullable [] notes;
    private int noted;

    /** How often, and the first time. */
    private static final class Seen {
        private final String first;
        private int rows;

        private Seen(String first) {
            this.first = first;
        }
    }

    /**
     * Begins.
     *
     * @param reports whether everything is noted row by row and nothing refused
     * @param nowMillis since 1970, against which freshness is measured
     */
    Run(StepContext context, boolean reports, int rows, long nowMillis) {
        this.context = context;
        this.reports = reports;
        this.rows = rows;
        this.nowMillis = nowMillis;
    }

    long nowMillis() {
        return nowMillis;
    }

    /** A value does not keep a constraint; returns unless that refuses the request. */
    void found(Constraint constraint, int row, Supplier<String> is) {
        if (reports) {
            note(constraint, row, is.get());
        } else if (constraint.action() == Action.REJECT) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT,
                    "'" + constraint.column() + "'" + ROW + row + " " + is.get() + ", " + constraint.must());
        } else if (constraint.action() == Action.FLAG) {
            seen = seen == null ? new LinkedHashMap<>() : seen;
            seen.computeIfAbsent(constraint, any -> new Seen("row " + row + " " + is.get() + ", " + any.must())).rows++;
        }
    }

    /** The request as a whole, or those before it, do not keep a constraint. */
    void foundInAll(Constraint constraint, String sentence) {
        if (constraint.action() == Action.REJECT && !reports) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT, "'" + constraint.column() + "': " + sentence + ", " + constraint.must());
        }
        context.flag("'" + constraint.column() + "' " + constraint.kind().key() + ": " + sentence + ", "
                + constraint.must());
    }

    /** Marks the answer. */
    void end() {
        if (seen != null) {
            seen.forEach((constraint, found) -> context.flag("'" + constraint.column() + "' "
                    + constraint.kind().key() + ": " + found.rows + (found.rows == 1 ? " row, " : " rows, first ")
                    + found.first));
        }
    }

    /** A line a finding, one text a row; empty texts where all is right. */
    Tensor report() {
        List<String> texts = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            String note = notes == null ? null : notes[row];
            texts.add(note == null ? "" : note);
        }
        return Tensor.ofTexts(Shape.of(rows), texts);
    }

    private void note(Constraint constraint, int row, String is) {
        String[] all = notes == null ? new String[rows] : notes;
        if (notes == null) {
            Arrays.fill(all, "");
            notes = all;
        }
        if (noted < NOTES_LENGTH_MAX) {
            String note =
                    "'" + constraint.column() + "' " + constraint.kind().key() + ": " + is + ", " + constraint.must();
            all[row] += (all[row].isEmpty() ? "" : "\n") + note;
            noted += note.length();
        } else if (all[row].isEmpty()) {
            all[row] = LEFT_OUT;
        }
    }
}
