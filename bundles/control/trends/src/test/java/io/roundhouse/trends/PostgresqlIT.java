package io.roundhouse.trends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Trends.Point;
import io.roundhouse.server.control.Trends.Step;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real PostgreSQL. */
class PostgresqlIT extends StoreTests {
    private static final String CPU = "process_cpu_usage";

    @SuppressWarnings("NullAway.Init") // JUnit starts
    private static Postgresql server;

    @BeforeAll
    static void start() throws IOException {
        server = new Postgresql();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void clear() throws SQLException {
        execute(
                "drop table if exists trends_schema, trends_series, trends_mark, trends_minute, trends_hour, trends_day");
    }

    @Override
    TrendsSettings settings(String name) {
        return Town.settings(server.url(), Postgresql.USER, Postgresql.PASSWORD, name);
    }

    @Test
    void waitsWhileTheServerIsGoneAndGoesOnByItself() {
        try (Town town = new Town(settings(""))) {
            town.numbers.gauge(CPU, Map.of(), 1);
            town.minute(() -> {}).minute(() -> {});
            server.stop();
            try {
                town.minute(() -> {}).minute(() -> {});

                assertThat(town.works.trouble())
                        .startsWith("numbers cannot be written to jdbc:postgresql://127.0.0.1:")
                        .contains("points wait for it, 0 were dropped");
                assertThatThrownBy(() -> town.query(CPU, Map.of(), Step.MINUTE))
                        .isInstanceOfSatisfying(InferenceException.class, e -> assertThat(e.code())
                                .isEqualTo(ErrorCode.INTERNAL))
                        .hasMessageContaining("the trends cannot be read: ");
            } finally {
                server.start();
            }
            town.skip(Duration.ofMinutes(2)).look().look();

            assertThat(town.works.trouble()).isEmpty();
            assertThat(town.query(CPU, Map.of(), Step.MINUTE))
                    .extracting(Point::count)
                    .startsWith(5L, 4L, 4L, 3L);
        }
    }

    @Test
    void doesNotShowThePasswordWhenItIsWrong() {
        TrendsSettings wrong = Town.settings(server.url(), Postgresql.USER, "not-" + Postgresql.PASSWORD);
        try (Town town = new Town(wrong)) {
            town.look();

            assertThat(town.works.trouble())
                    .contains("password authentication failed for user \"roundhouse\"")
                    .doesNotContain(Postgresql.PASSWORD);
        }
    }

    @Test
    void leavesNothingToTheDriverManager() {
        assertThat(DriverManager.drivers().map(driver -> driver.getClass().getName()))
                .noneMatch(name -> name.startsWith("org.postgresql"));
    }
}
