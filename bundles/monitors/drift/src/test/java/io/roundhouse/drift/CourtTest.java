package io.roundhouse.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.drift.Column.Kind;
import io.roundhouse.drift.Column.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CourtTest {
    private static final NumberLayout LAYOUT = new NumberLayout(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
    private static final Column X = new Column("x", Side.INPUT, Kind.NUMBER, 1);
    private static final Column Y = new Column("y", Side.INPUT, Kind.NUMBER, 1);

    private final Court court = new Court(List.of(X, Y), Given.settings("rows_min", "100"), 0);

    /** As many in each bin, but for so many more in the last. */
    private static Summary counts(long each, long more) {
        long[] bins = new long[10];
        Arrays.fill(bins, each);
        bins[9] += more;
        long rows = 10 * each + more;
        return new NumberSummary(LAYOUT, Weight.of(rows, 0, (double) rows), bins, new double[0]);
    }

    private List<Verdict> decide(Summary x, Summary y) {
        List<Summary> reference = List.of(counts(1000, 0), counts(1000, 0));
        return court.decide(reference, List.of(x, y), 7).stream()
                .map(Finding::verdict)
                .toList();
    }

    @Test
    void spendsNoMoreThanAlphaInAllTime() {
        double spent = 0;
        Court other = new Court(List.of(X), Given.settings("rows_min", "100"), 0);
        for (int i = 0; i < 20_000; i++) {
            spent += other.alphaOfSession();
            other.decide(List.of(counts(1000, 0)), List.of(counts(100, 0)), i);
        }
        double rest = 1 / (2.11 * Math.log(20_000)) * 0.01; // of the sum from there on, at most the integral
        assertThat(spent + rest).isBetween(0.009, 0.01001);
    }

    @Test
    void findsWhatIsCertainAndFarEnough() {
        assertThat(decide(counts(100, 0), counts(100, 400))).containsExactly(Verdict.STEADY, Verdict.MOVED_FAR);
    }

    @Test
    void spendsNothingOnTooFewRows() {
        double before = court.alphaOfSession();

        assertThat(decide(counts(5, 0), counts(5, 20))).containsExactly(Verdict.FEW, Verdict.FEW);
        assertThat(court.alphaOfSession()).isEqualTo(before);
    }

    @Test
    void saysNothingOfShiftsThatAreCertainAndSmall() {
        assertThat(decide(counts(1_000_000, 200_000), counts(1_000_000, 0)))
                .containsExactly(Verdict.STEADY, Verdict.STEADY);
    }

    @Test
    void saysNothingOfShiftsThatAreLargeAndUncertain() {
        List<Verdict> verdicts = decide(counts(10, 12), counts(10, 0));

        assertThat(verdicts).containsExactly(Verdict.STEADY, Verdict.STEADY);
    }

    @Test
    void tellsSinceWhenAColumnMovedHoweverFar() {
        List<Summary> reference = List.of(counts(1000, 0), counts(1000, 0));
        court.decide(reference, List.of(counts(1000, 2000), counts(100, 0)), 7);

        Finding far = court.decide(reference, List.of(counts(1000, 9000), counts(100, 0)), 8)
                .get(0);

        assertThat(far.verdict()).isEqualTo(Verdict.MOVED_FAR);
        assertThat(far.sinceMillis()).isEqualTo(7);
    }

    @Test
    void goesOnUntilItIsAFifthBelow() {
        assertThat(decide(counts(1000, 3500), counts(100, 0)).get(0)).isEqualTo(Verdict.MOVED_FAR);
        assertThat(decide(counts(1000, 3000), counts(100, 0)).get(0))
                .as("0.23 of 0.25")
                .isEqualTo(Verdict.MOVED_FAR);
        assertThat(decide(counts(1000, 2000), counts(100, 0)).get(0)).isEqualTo(Verdict.MOVED);
        assertThat(decide(counts(1000, 100), counts(100, 0)).get(0)).isEqualTo(Verdict.STEADY);
    }

    @Test
    void asksMoreOfEachColumnWhereThereAreMany() {
        List<Column> columns = new ArrayList<>();
        List<Summary> reference = new ArrayList<>();
        List<Summary> now = new ArrayList<>();
        Summary barely = barely();
        for (int i = 0; i < 60; i++) {
            columns.add(new Column("x" + i, Side.INPUT, Kind.NUMBER, 1));
            reference.add(counts(1000, 0));
            now.add(i == 0 ? barely : counts(100, 0));
        }
        Court alone = new Court(columns.subList(0, 1), floorless(), 0);
        Court among = new Court(columns, floorless(), 0);

        Verdict one = alone.decide(reference.subList(0, 1), now.subList(0, 1), 0)
                .get(0)
                .verdict();
        Verdict other = among.decide(reference, now, 0).get(0).verdict();

        assertThat(one).isNotEqualTo(Verdict.STEADY);
        assertThat(other).isEqualTo(Verdict.STEADY);
    }

    private static DriftSettings floorless() {
        return Given.settings("psi_warning", "0.01", "psi_alarm", "0.01");
    }

    /** Moved just so far that it is certain for one column. */
    private static Summary barely() {
        Court alone = new Court(List.of(X), Given.settings(), 0);
        double alpha = alone.alphaOfSession();
        for (long more = 1; more < 1000; more++) {
            Summary now = counts(20, more);
            if (Comparison.of(counts(1000, 0), now).pValue() <= alpha) {
                return now;
            }
        }
        throw new IllegalStateException("nothing is certain");
    }
}
