package io.roundhouse.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final NumberLayout LAYOUT = new NumberLayout(new double[] {0, 1, 2});
    private static final DriftSettings SETTINGS = Given.settings("window", "30s", "every", "10s");

    private static Window window() {
        return new Window(List.of(LAYOUT), SETTINGS, 0);
    }

    private static DataInputStream written(Window window) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        window.write(new DataOutputStream(bytes));
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static long[] bins(Window window) {
        return ((NumberSummary) window.summaries().get(0)).bins();
    }

    @Test
    void holdsThePanesThatEndedWithinIt() {
        Window window = window();
        for (int pane = 0; pane < 5; pane++) {
            window.take(0, Given.numbers(pane));
            assertThat(window.turn(10_000L * (pane + 1))).isTrue();
        }
        window.take(0, Given.numbers(0.5)); // in the pane that has not ended

        assertThat(bins(window)).containsExactly(0, 0, 1, 2);
        assertThat(window.turn(50_001)).as("within the pane").isFalse();
        assertThat(window.turn(200_000)).as("the last has left").isTrue();
        assertThat(window.turn(300_000)).as("nothing came").isFalse();
    }

    @Test
    void addsUpWithThatOfAnotherNode() throws IOException {
        Window one = window();
        Window other = window();
        one.take(0, Given.numbers(-1, 0.5));
        other.take(0, Given.numbers(0.5, 5));
        one.turn(10_000);
        other.turn(10_000);
        other.take(0, Given.numbers(1.5));
        one.turn(20_000);

        one.merge(written(other));

        assertThat(bins(one)).containsExactly(1, 2, 1, 1);
        assertThat(one.summaries().get(0).weight().effective()).isBetween(2.7, 3.0); // 2, 2 and 1 rows
    }

    @Test
    void takesNoPanesOfAnotherLengthOrTime() throws IOException {
        Window old = window();
        old.take(0, Given.numbers(1));
        Window longer = new Window(List.of(LAYOUT), Given.settings("window", "1m", "every", "20s"), 0);
        longer.take(0, Given.numbers(1));

        Window now = new Window(List.of(LAYOUT), SETTINGS, 1_000_000);
        now.merge(written(old));
        now.merge(written(longer));

        assertThat(bins(now)).containsOnly(0);
    }
}
