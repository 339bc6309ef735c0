package io.roundhouse.trends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Trends.Point;
import io.roundhouse.server.control.Trends.Series;
import io.roundhouse.server.control.Trends.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds on every database. */
abstract class StoreTests {
    private static final Map<String, String> CREDIT = Map.of("model", "credit");
    private static final String REQUESTS = "roundhouse_requests_total";
    private static final String CPU = "process_cpu_usage";

    /** An empty database, the same one within a test. */
    abstract TrendsSettings settings(String server);

    final void execute(String sql) throws SQLException {
        try (Connection connection = new Connections(settings("")).open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void requests(Town town, int minutes, double each) {
        for (int i = 0; i < minutes; i++) {
            town.minute(() -> town.numbers.grow(REQUESTS, CREDIT, each).gauge(CPU, Map.of(), 0.5));
        }
    }

    @Test
    void rollsUpToMinutesHoursAndDays() {
        try (Town town = new Town(settings(""))) {
            town.numbers.count(REQUESTS, CREDIT, 100);
            town.look();
            requests(town, 130, 5);
            town.look().look();

            List<Point> minutes = town.query(REQUESTS, CREDIT, Step.MINUTE);
            assertThat(minutes).hasSize(130);
            assertThat(minutes.get(7)).isEqualTo(new Point(Town.START + 7 * 60_000, 1, 20, 20, 20));
            List<Point> hours = town.query(REQUESTS, CREDIT, Step.HOUR);
            assertThat(hours).hasSize(3);
            assertThat(hours.get(1)).isEqualTo(new Point(Town.START + 3_600_000, 60, 1200, 20, 20));
            List<Point> days = town.query(REQUESTS, CREDIT, Step.DAY);
            assertThat(days).hasSize(1);
            assertThat(days.get(0).atMillis())
                    .isEqualTo(Town.START - Duration.ofHours(10).toMillis());
            assertThat(days.get(0).sum()).isEqualTo(130 * 20);
        }
    }

    @Test
    void aGaugesPointHasItsMeanAndItsEnds() {
        try (Town town = new Town(settings(""))) {
            for (int i = 0; i < 10; i++) {
                town.numbers.gauge(CPU, Map.of(), i);
                town.look();
            }

            assertThat(town.query(CPU, Map.of(), Step.HOUR)).containsExactly(new Point(Town.START, 9, 36, 0, 8));
        }
    }

    @Test
    @SuppressWarnings("try") // it is closed in between, and goes on
    void theSameMinuteIsNotAddedTwice() throws SQLException {
        TrendsSettings settings = settings("");
        Batch batch = new Batch(1, Town.START, Map.of(new SeriesKey(CPU, Map.of(), false), Rolled.of(3)));
        try (JdbcStore store = new JdbcStore(new Connections(settings), settings);
                Town town = new Town(settings)) {
            store.write(batch);
            store.write(batch);
            store.close(); // the connection is lost, and whether it was committed is not known
            store.write(batch);

            assertThat(town.query(CPU, Map.of(), Step.DAY))
                    .extracting(Point::sum)
                    .containsExactly(3.0);
        }
    }

    @Test
    void aRestartAddsToTheMinuteThatIsThere() {
        TrendsSettings settings = settings("");
        try (Town first = new Town(settings)) {
            first.numbers.gauge(CPU, Map.of(), 1);
            first.look();
        }
        try (Town second = new Town(settings)) {
            second.now += 30_000;
            second.numbers.gauge(CPU, Map.of(), 5);
            second.look().look().look().look();

            assertThat(second.query(CPU, Map.of(), Step.MINUTE)).containsExactly(new Point(Town.START, 4, 16, 1, 5));
        }
    }

    @Test
    void deletesEachStepWhenItsTimeIsOver() {
        try (Town town = new Town(settings(""))) {
            requests(town, 3, 1);
            town.skip(Duration.ofDays(3));
            requests(town, 3, 1);
            assertThat(town.query(CPU, Map.of(), Step.MINUTE)).hasSize(2);
            assertThat(town.query(CPU, Map.of(), Step.HOUR)).hasSize(2);

            town.skip(Duration.ofDays(61));
            requests(town, 3, 1);
            assertThat(town.query(CPU, Map.of(), Step.HOUR)).hasSize(1);
            assertThat(town.query(CPU, Map.of(), Step.DAY)).hasSize(3);
        }
    }

    @Test
    void forgetsASeriesThatHasNoPointLeft() {
        try (Town town = new Town(settings(""))) {
            requests(town, 3, 1);
            town.numbers.clear();
            town.look().skip(Duration.ofDays(1830));
            town.numbers.gauge(CPU, Map.of(), 1);
            town.minute(() -> {}).look().minute(() -> {});

            assertThat(town.works.desk().series()).extracting(Series::name).containsExactly(CPU);
            assertThat(town.query(CPU, Map.of(), Step.DAY)).hasSize(1);
        }
    }

    @Test
    void deletesABoundedNumberAtATime() throws SQLException {
        TrendsSettings settings = settings("");
        try (JdbcStore store = new JdbcStore(new Connections(settings), settings)) {
            for (int i = 0; i < 300; i++) {
                store.write(new Batch(
                        i + 1, Town.START + i * 60_000L, Map.of(new SeriesKey(CPU, Map.of(), false), Rolled.of(i))));
            }
            long later = Town.START + Duration.ofDays(4).toMillis();

            assertThat(store.prune(later)).isEqualTo(200);
            assertThat(store.prune(later)).isEqualTo(100);
            assertThat(store.prune(later)).isZero();
        }
    }

    @Test
    void tellsHistogramsAsQuantiles() {
        try (Town town = new Town(settings(""))) {
            town.look();
            town.minute(() -> town.numbers.answers("credit", 90, 0.005).answers("credit", 10, 0.05));
            town.look().look().look().look();

            assertThat(town.works.desk().series().stream().map(Series::name))
                    .containsExactly(
                            "roundhouse_inference_duration_seconds:p50",
                            "roundhouse_inference_duration_seconds:p99",
                            "roundhouse_inference_requests_total");
            assertThat(quantile(town, "p50")).isCloseTo(0.001 + 0.009 * 50 / 90, within(1e-9));
            assertThat(quantile(town, "p95")).isCloseTo(0.01 + 0.09 * 5 / 10, within(1e-9));
        }
    }

    private static double quantile(Town town, String which) {
        List<Point> points = town.query("roundhouse_inference_duration_seconds:" + which, CREDIT, Step.HOUR);
        assertThat(points).hasSize(1);
        return points.get(0).sum();
    }

    @Test
    void namesTheNearestSeries() {
        try (Town town = new Town(settings(""))) {
            requests(town, 2, 1);

            refused(town, "roundhouse_request_total", CREDIT, "did you mean 'roundhouse_requests_total'?");
            refused(town, "x", CREDIT, "no series 'x' is kept; 'roundhouse:trends series' lists those that are");
            refused(
                    town,
                    REQUESTS,
                    Map.of("model", "cradit"),
                    "no series 'roundhouse_requests_total' has the labels"
                            + " {model=\"cradit\"}; there are {model=\"credit\"}");
        }
    }

    @Test
    void saysOfAnEmptyDatabaseThatThereIsNothingYet() {
        try (Town town = new Town(settings(""))) {
            assertThat(town.works.desk().series()).isEmpty();
            refused(town, REQUESTS, CREDIT, "there is none yet, the first are written after a minute");
            assertThat(town.works.desk().report(YearMonth.of(2026, 9))).contains("There are no numbers of this month.");
        }
    }

    private static void refused(Town town, String name, Map<String, String> labels, String sentence) {
        assertThatThrownBy(() -> town.query(name, labels, Step.HOUR))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .hasMessageContaining(sentence);
    }

    @Test
    void serversInOneDatabaseDoNotSeeEachOther() {
        try (Town north = new Town(settings("north"));
                Town south = new Town(settings("south"))) {
            requests(north, 2, 1);
            requests(south, 2, 10);

            assertThat(north.query(REQUESTS, CREDIT, Step.DAY))
                    .extracting(Point::sum)
                    .containsExactly(4.0);
            assertThat(south.query(REQUESTS, CREDIT, Step.DAY))
                    .extracting(Point::sum)
                    .containsExactly(40.0);
        }
    }

    @Test
    void leavesADatabaseOfANewerServerAlone() throws SQLException {
        try (Town town = new Town(settings(""))) {
            requests(town, 2, 1);
            town.works.close();
        }
        execute("update trends_schema set version = 7");
        try (Town town = new Town(settings(""))) {
            requests(town, 2, 1);

            assertThat(town.works.trouble())
                    .contains(
                            "the database is of a newer server, its tables have version 7 and here is known 1; name another"
                                    + " database, or update this server");
        }
        execute("update trends_schema set version = 1");
    }

    @Test
    void writesManySeriesAtOnce() throws SQLException {
        TrendsSettings settings = settings("");
        Map<SeriesKey, Rolled> points = new HashMap<>();
        IntStream.range(0, 2_500).forEach(i -> points.put(new SeriesKey("s", Map.of("i", "" + i), true), Rolled.of(i)));
        try (JdbcStore store = new JdbcStore(new Connections(settings), settings);
                Town town = new Town(settings)) {
            store.write(new Batch(1, Town.START, points));
            store.write(new Batch(2, Town.START + 60_000, points));

            assertThat(town.works.desk().series()).hasSize(2_500);
            assertThat(town.query("s", Map.of("i", "2499"), Step.HOUR))
                    .containsExactly(new Point(Town.START, 2, 4998, 2499, 2499));
        }
    }
}
