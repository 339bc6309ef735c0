package io.roundhouse.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.drift.Hotel.Booking;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import io.roundhouse.spi.monitor.Watched;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bookings of all seasons in any order: nothing drifts, and whatever is said is wrong. */
class FalseAlarmsTest {
    private static final int REPLAYS = 100;

    private final Path folder;

    FalseAlarmsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /**
     * Floors of the index at their lowest, so that it is certainty alone that keeps quiet; with others less is said. With an
     * alpha of 0.05, 5 of 100 replays may say something wrong on average, and none does.
     */
    @Test
    void staysWithinAlphaWithoutTheFloors() {
        assertThat(wrong("alpha", "0.05", "psi_warning", "0.01", "psi_alarm", "0.01", "alarm_on", "all"))
                .isZero();
    }

    private int wrong(String... settings) {
        List<String> all = new ArrayList<>(
                List.of("window", "1h", "reference_rows", "4000", "reference_time", "0s", "rows_min", "200"));
        all.addAll(List.of(settings));
        List<Booking> bookings = new ArrayList<>(Hotel.bookings());
        Watched model =
                new Watched("hotel", Map.of("stable", Hotel.spec(bookings.get(0))), folder, folder.resolve("none"));
        int wrong = 0;
        for (int seed = 0; seed < REPLAYS; seed++) {
            Collections.shuffle(bookings, new Random(seed));
            wrong += moves(model, Given.settings(all.toArray(String[]::new)), bookings) ? 1 : 0;
        }
        return wrong;
    }

    /** Whether anything was ever found, in 11,000 requests of 29 panes. */
    private static boolean moves(Watched model, DriftSettings settings, List<Booking> bookings) {
        Replay replay = Replay.keepingNothing(model, settings);
        boolean moved = false;
        for (int from = 0; from < bookings.size(); from += 400) {
            List<InferenceEvent> events = new ArrayList<>();
            for (Booking booking : bookings.subList(from, Math.min(from + 400, bookings.size()))) {
                events.add(booking.answered());
            }
            replay.on(events);
            replay.advance(Duration.ofMinutes(5));
            moved |= replay.health() == Health.ALARM || replay.health() == Health.WARNING;
        }
        assertThat(replay.health()).as("it did look").isNotEqualTo(Health.LEARNING);
        return moved;
    }
}
