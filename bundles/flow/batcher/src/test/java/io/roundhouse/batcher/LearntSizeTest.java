package io.roundhouse.batcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class LearntSizeTest {
    private static final int ROWS_MAX = 32;
    private final Random random = new Random(7);
    private final LearntSize size = new LearntSize(ROWS_MAX);

    @Test
    void isAsLargeAsAllowedUntilBatchesAreKnown() {
        assertThat(size.best()).isEqualTo(ROWS_MAX);
    }

    @Test
    void staysLargeWhereACallCostsMoreThanARow() {
        run(100, ROWS_MAX, rows -> 5_000_000 + 20_000.0 * rows);

        assertThat(size.best()).isEqualTo(ROWS_MAX);
    }

    @Test
    void becomesSmallWhereLargeBatchesLeaveTheCache() {
        run(60, ROWS_MAX, rows -> 1_000_000 + rows * (rows <= 4 ? 1_000_000.0 : 1_300_000.0));

        assertThat(size.best()).isEqualTo(4);
    }

    @Test
    void takesTheSmallestOfSizesThatAreAlike() {
        run(60, ROWS_MAX, rows -> rows * (rows >= 2 ? 1_000_000.0 : 1_100_000.0) + rows);

        assertThat(size.best()).isLessThanOrEqualTo(4);
    }

    @Test
    void seesThatAnotherSizeHasBecomeTheBest() {
        run(100, ROWS_MAX, rows -> rows * (1_000_000.0 + 20_000 * rows));
        assertThat(size.best()).isEqualTo(1);

        run(3_000, ROWS_MAX, rows -> 10_000_000 + 100_000.0 * rows);

        assertThat(size.best()).isEqualTo(ROWS_MAX);
    }

    @Test
    void triesOnlyTheNextSizesOnceTheBestIsKnown() {
        run(200, ROWS_MAX, rows -> 1_000_000 + rows * (rows <= 4 ? 1_000_000.0 : 1_300_000.0));

        for (int i = 0; i < 1_000; i++) {
            int rows = size.next();
            assertThat(rows).isIn(2, 4, 8);
            size.took(rows, 1_000_000 + rows * (rows <= 4 ? 1_000_000L : 1_300_000L));
        }
    }

    @Test
    void isNotLimitedBySizesThatTheLoadDoesNotReach() {
        run(100, 8, rows -> 5_000_000 + 20_000.0 * rows);
        assertThat(size.best()).isGreaterThanOrEqualTo(8);

        run(100, ROWS_MAX, rows -> 5_000_000 + 20_000.0 * rows);

        assertThat(size.best()).isEqualTo(ROWS_MAX);
    }

    @Test
    void isNotMisledByOneBatchThatWasKeptFromItsProcessor() {
        run(100, ROWS_MAX, rows -> 5_000_000 + 20_000.0 * rows);

        size.took(ROWS_MAX, 1_000_000_000);

        assertThat(size.best()).isEqualTo(ROWS_MAX);
    }

    @Test
    void allowsEverySizeUpToOneThatIsNoPowerOfTwo() {
        LearntSize uneven = new LearntSize(20);

        for (int i = 0; i < 100; i++) {
            int rows = uneven.next();
            assertThat(rows).isBetween(1, 20);
            uneven.took(rows, 5_000_000 + 20_000L * rows);
        }

        assertThat(uneven.best()).isEqualTo(20);
    }

    /** So many batches while so many rows wait, each taking as long as that within 5 %. */
    private void run(int batches, int waiting, IntToDoubleFunction nanos) {
        for (int i = 0; i < batches; i++) {
            int rows = Math.min(waiting, size.next());
            size.took(rows, (long) (nanos.applyAsDouble(rows) * (0.95 + random.nextDouble() / 10)));
        }
    }
}
