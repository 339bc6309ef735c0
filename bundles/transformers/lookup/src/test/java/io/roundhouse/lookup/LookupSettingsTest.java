package io.roundhouse.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookupSettingsTest {
    private static final Settings LEAST = Settings.builder("model.yaml")
            .put("store", "s", "model.yaml")
            .put("key", "k", "model.yaml")
            .put("table", "t", "model.yaml")
            .put("columns", Settings.of(Map.of("income", "number")))
            .build();

    @Test
    void hasADefaultForAlmostEverything() {
        LookupSettings settings = LookupSettings.of(LEAST);

        assertThat(settings.query().text()).isEqualTo("select k, income from t where k in (:keys)");
        assertThat(settings.query().keyType()).isEqualTo(KeyType.TEXT);
        assertThat(settings.entriesMax()).isEqualTo(10_000);
        assertThat(settings.ttl()).isEqualTo(Duration.ofMinutes(5)).isEqualTo(settings.refreshAfter());
        assertThat(settings.deadline()).isEqualTo(Duration.ofMillis(20));
        assertThat(settings.fallback().orElseThrow().number(0)).isNaN();
        assertThat(settings.breaker()).isEqualTo(new BreakerSettings(20, 50, Duration.ofSeconds(5)));
    }

    @Test
    void selectsTheTimeToo() {
        Settings fresh = LEAST.with("freshness", Settings.of(Map.of("column", "updated_at", "max", "1d")));

        LookupSettings settings = LookupSettings.of(fresh);

        assertThat(settings.query().text()).isEqualTo("select k, income, updated_at from t where k in (:keys)");
        assertThat(settings.ageMax()).isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        query     | select 1                | 'table' must be the only one of query, table (both SQL) and hash (Redis)
        hash      | a:{key}                 | beside each other
        table     | t; drop table t         | must be a name of letters, digits and _
        key       | a b                     | needs columns of letters, digits and _, not 'a b'; write a 'query' instead
        key       | income                  | 'income' is the key
        deadline  | 0.5ms                   | must be at least 1ms
        deadline  | 2m                      | must be at most 60s
        fallback  | refuse                  | must be reject or a value for each column, was 'refuse'
        key_type  | int                     | must be one of [text, number], was 'int'
        colums    | x                       | did you mean 'columns'?
        """)
    void refusesWhatMakesNoSense(String key, String text, String sentence) {
        Settings wrong = of(LEAST, key, text);

        assertRefused(wrong, sentence);
    }

    private static Settings of(Settings base, String key, String text) {
        Settings.Builder builder = Settings.builder("model.yaml").put("columns", base.section("columns"));
        for (String name : base.keys()) {
            if (!base.isSection(name)) {
                builder.put(name, base.text(name), "model.yaml:3");
            }
        }
        return builder.put(key, text, "model.yaml:7").build();
    }

    @Test
    void refusesAQueryWithoutItsKeysAndAHashWithTwo() {
        assertRefused(of(LEAST.without("table"), "query", "select 1"), "'query' must have :keys once");
        assertRefused(of(LEAST.without("table"), "hash", "{key}{key}"), "has more than one");
        assertRefused(LEAST.without("table"), "has none of them");
    }

    @Test
    void refusesSectionsThatContradictTheRest() {
        assertRefused(
                LEAST.with("cache", Settings.of(Map.of("ttl", "1m", "refresh_after", "1m"))),
                "'refresh_after' must be less than 'ttl', was '1m'");
        assertRefused(LEAST.with("fallback", Settings.of(Map.of("incme", "1"))), "did you mean 'income'?");
        assertRefused(LEAST.with("fallback", Settings.of(Map.of("income", "much"))), "was 'much'");
        assertRefused(LEAST.with("columns", Settings.empty()), "must have 1..256 names");
        assertRefused(LEAST.with("columns", Settings.of(Map.of("income", "date"))), "must be one of [number, text]");
        assertRefused(LEAST.with("freshness", Settings.of(Map.of("column", "at"))), "'max' is missing");
        assertRefused(LEAST.with("breaker", Settings.of(Map.of("pause", "0s"))), "'pause' must be more than nothing");
    }

    private static void assertRefused(Settings wrong, String sentence) {
        assertThatThrownBy(() -> LookupSettings.of(wrong)).isInstanceOfSatisfying(InferenceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
            assertThat(e.sentence()).contains(sentence);
        });
    }
}
