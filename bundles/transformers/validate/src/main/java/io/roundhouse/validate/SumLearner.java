package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensors;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Finds columns that are the sum of two or three others. The first rows leave few candidates of all that could be, and the
 * first of the others that contradicts one ends it. A row in which a summand is 0 contradicts nothing and shows nothing.
 */
final class SumLearner {
    private static final int COLUMNS_MAX = 64; // 124,992 sums of two
    private static final int OF_THREE_COLUMNS_MAX = 24; // 42,504 sums of three
    private static final int FIRST_ROWS = 32;
    private static final int CANDIDATES_MAX = 4_096; // more only where columns are as good as empty
    private static final double ROUNDING = 1e-9;
    private static final double TOLERANCE_MIN = 1e-9;

    private final List<String> names;
    private final List<double[]> first = new ArrayList<>();
    private List<Candidate> candidates = new ArrayList<>();
    private long rows;

    /** A sum that no row contradicted. */
    private static final class Candidate {
        private final int total;
        private final int[] parts;
        private long telling; // rows in which every summand is something
        private double greatest;

        Candidate(int total, int... parts) {
            this.total = total;
            this.parts = parts;
        }

        boolean keeps(double[] row) {
            double sum = 0;
            double size = Math.abs(row[total]);
            boolean tells = true;
            for (int part : parts) {
                sum += row[part];
                size = Math.max(size, Math.abs(row[part]));
                tells &= row[part] != 0;
            }
            double off = Math.abs(row[total] - sum);
            if (off > size * ROUNDING) {
                return false;
            }
            if (!Double.isNaN(off)) {
                telling += tells ? 1 : 0;
                greatest = Math.max(greatest, size);
            }
            return true;
        }
    }

    /** For these columns of numbers. */
    SumLearner(List<String> names) {
        this.names = names.subList(0, Math.min(COLUMNS_MAX, names.size()));
    }

    void see(Tensors columns) {
        Cursor[] cursors = names.stream()
                .map(name -> new Cursor(columns.get(name), Type.NUMBER))
                .toArray(Cursor[]::new);
        for (long row = 0; row < columns.rows(); row++) {
            double[] values = new double[cursors.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = cursors[i].next();
            }
            see(values);
        }
    }

    private void see(double[] row) {
        rows++;
        if (rows <= FIRST_ROWS) {
            first.add(row);
        }
        if (rows == FIRST_ROWS) {
            begin();
        } else if (rows > FIRST_ROWS) {
            candidates.removeIf(candidate -> !candidate.keeps(row));
        }
    }

    private void begin() {
        int columns = names.size();
        for (int total = 0; total < columns; total++) {
            for (int a = 0; a < columns; a++) {
                for (int b = a + 1; b < columns; b++) {
                    consider(total, a, b);
                    for (int c = b + 1; c < columns && columns <= OF_THREE_COLUMNS_MAX; c++) {
                        consider(total, a, b, c);
                    }
                }
            }
        }
    }

    private void consider(int total, int... parts) {
        Candidate candidate = new Candidate(total, parts);
        if (candidates.size() < CANDIDATES_MAX
                && Arrays.stream(parts).noneMatch(part -> part == total)
                && first.stream().allMatch(candidate::keeps)) {
            candidates.add(candidate);
        }
    }

    /** Sums of two before those of three, and of each column at most one; none closes a circle. */
    List<Settings> learnt(Learning learning, String place) {
        if (rows < FIRST_ROWS) {
            begin();
        }
        List<Settings> rules = new ArrayList<>();
        Follows follows = new Follows(names.size());
        boolean[] done = new boolean[names.size()];
        for (int size = 2; size <= 3; size++) {
            for (Candidate candidate : candidates) {
                if (candidate.parts.length == size
                        && !done[candidate.total]
                        && candidate.telling >= learning.rowsMin()
                        && IntStream.of(candidate.parts).noneMatch(part -> follows.reaches(part, candidate.total))) {
                    IntStream.of(candidate.parts).forEach(part -> follows.add(candidate.total, part));
                    done[candidate.total] = true;
                    rules.add(rule(candidate, learning, place));
                }
            }
        }
        return rules;
    }

    private Settings rule(Candidate candidate, Learning learning, String place) {
        String why = String.format(
                Locale.ROOT,
                "%,d rows: never anything else, in %,d of them with nothing that is 0",
                rows,
                candidate.telling);
        return Learnt.section(learning, place)
                .put("column", names.get(candidate.total), place)
                .putTexts(
                        "sum",
                        IntStream.of(candidate.parts).mapToObj(names::get).toList(),
                        place)
                .put("tolerance", Numbers.text(tolerance(candidate.greatest)), place)
                .put("reason", why, place)
                .build();
    }

    /** What adding in another order may differ by, as a power of ten. */
    private static double tolerance(double greatest) {
        int power = (int) StrictMath.ceil(StrictMath.log10(Math.max(TOLERANCE_MIN, greatest * ROUNDING)));
        return BigDecimal.ONE.scaleByPowerOfTen(power).doubleValue();
    }
}
