package io.roundhouse.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.drift.Hotel.Booking;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import io.roundhouse.spi.monitor.Watched;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real bookings, day by day: what was learnt in autumn holds until May, and no longer in July. */
class HotelTest {
    private static final LocalDate TRAINED = LocalDate.of(2017, 1, 1);

    private final Path folder;

    HotelTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private final List<Booking> bookings = Hotel.bookings();

    @Test
    void alarmsInJulyAndNotBeforeJune() {
        Replay replay = replay(
                Given.settings("window", "30d", "every", "5d", "reference_rows", "4000", "reference_time", "0s"));

        List<YearMonth> alarms = months(replay, Health.ALARM);

        assertThat(bookings).hasSize(15_402);
        assertThat(alarms).isNotEmpty().first().isIn(YearMonth.of(2017, 6), YearMonth.of(2017, 7));
        assertThat(alarms).contains(YearMonth.of(2017, 7), YearMonth.of(2017, 8));
        assertThat(replay.cell("price", "verdict")).isEqualTo("moved far");
        assertThat(replay.meter("psi", "price")).as("of August").isBetween(0.4, 0.7);
        assertThat(replay.summary())
                .startsWith("The output price has moved far since 2017-0")
                .contains("below 0.25 is allowed; so did market_segment (1.");
    }

    /** Learns from the bookings that the model was trained on, in no order, as a training set has none. */
    private Replay replay(DriftSettings settings) {
        long now = millis(TRAINED);
        Replay replay = new Replay(
                new Watched("hotel", Map.of("stable", Hotel.spec(bookings.get(0))), folder, folder.resolve("data")),
                settings,
                now);
        List<Booking> training = new ArrayList<>(bookings.stream()
                .filter(one -> !one.arrival().isBefore(LocalDate.of(2016, 9, 1))
                        && one.arrival().isBefore(TRAINED))
                .toList());
        Collections.shuffle(training, new Random(1));
        replay.on(training.stream().map(Booking::answered).limit(4000).toList());
        assertThat(replay.summary()).as("%d rows", training.size()).contains("The first comparison");
        return replay;
    }

    private List<YearMonth> months(Replay replay, Health wanted) {
        List<YearMonth> months = new ArrayList<>();
        for (LocalDate day = TRAINED; day.isBefore(LocalDate.of(2017, 9, 1)); day = day.plusDays(1)) {
            LocalDate today = day;
            replay.on(bookings.stream()
                    .filter(one -> one.arrival().equals(today))
                    .map(Booking::answered)
                    .toList());
            replay.advance(Duration.ofDays(1));
            if (replay.health() == wanted && !months.contains(YearMonth.from(day))) {
                months.add(YearMonth.from(day));
            }
        }
        return months;
    }

    private static long millis(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
