package io.roundhouse.trends;

import io.roundhouse.server.control.Trends.Point;
import io.roundhouse.server.control.Trends.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole room over a database, on a clock that the test turns. */
final class Town implements AutoCloseable {
    static final long START = Instant.parse("2026-10-05T10:00:00Z").toEpochMilli();
    static final Map<Table, Integer> KEPT = Map.of(Table.MINUTE, 2, Table.HOUR, 60, Table.DAY, 1826);

    final FakeNumbers numbers = new FakeNumbers();
    final Works works;
    final TrendsSettings settings;
    long now = START;

    Town(TrendsSettings settings) {
        this.settings = settings;
        works = new Works(settings, () -> Optional.of(numbers), () -> now);
    }

    Town(TrendsSettings settings, Store store) {
        this.settings = settings;
        works = new Works(settings, store, () -> Optional.of(numbers), () -> now);
    }

    static TrendsSettings settings(String url, String user, String password) {
        return settings(url, user, password, "");
    }

    static TrendsSettings settings(String url, String user, String password, String server) {
        Keep keep = Keep.of("roundhouse_; process_; jvm_memory_used_bytes by area");
        return new TrendsSettings(url, user, new Secret(password), server, keep, 100, 1_000, KEPT);
    }

    /** A file of its own. */
    static TrendsSettings h2(Path folder) {
        return settings("jdbc:h2:file:" + folder.resolve("trends") + ";DB_CLOSE_ON_EXIT=FALSE", "", "");
    }

    /** One look, and then the clock goes on to the next. */
    Town look() {
        works.pass();
        now += Recorder.LOOK_MILLIS;
        return this;
    }

    /** A minute in which numbers do what is said, each quarter. */
    Town minute(Runnable quarter) {
        for (int i = 0; i < 4; i++) {
            quarter.run();
            look();
        }
        return this;
    }

    Town skip(Duration time) {
        now += time.toMillis();
        return this;
    }

    List<Point> query(String name, Map<String, String> labels, Step step) {
        long half = 4_000 * Table.of(step).millis();
        return works.desk().query(name, labels, Math.max(0, now - half), now + 60_000, step);
    }

    @Override
    public void close() {
        works.close();
    }
}
