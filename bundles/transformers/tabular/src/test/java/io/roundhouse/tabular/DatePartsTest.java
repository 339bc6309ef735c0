package io.roundhouse.tabular;

import static io.roundhouse.tabular.Table.doubles;
import static io.roundhouse.tabular.Table.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Tensors;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatePartsTest {
    private static final String ALL = Arrays.stream(DatePart.values())
            .map(part -> part.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", ", "{columns: [d], parts: [", "]}"));

    private static double[] parts(String date) {
        return Table.step("date-parts", ALL).apply(texts("d", date)).values().stream()
                .mapToDouble(column -> doubles(column)[0])
                .toArray();
    }

    @Test
    void tellsThePartsAsTheyAreWritten() {
        assertThat(parts("2026-11-27T23:45:56+02:00"))
                .containsExactly(2026, 4, 11, 27, 331, 5, 48, 23, 45, 56, 20_784, 20_784 * 86_400L + 78_356);
        assertThat(parts("1969-12-31")).containsExactly(1969, 4, 12, 31, 365, 3, 1, 0, 0, 0, -1, -86_400);
        assertThat(parts("2024-02-29 07:08")).startsWith(2024, 1, 2, 29, 60, 4, 9, 7, 8, 0);
        assertThat(parts("2024-02-29T07:08:09.123456789Z")).endsWith(9, 19_782, 19_782 * 86_400L + 25_689);
        assertThat(parts("2024-02-29T07:08:09,5-0130")).endsWith(19_782, 19_782 * 86_400L + 25_689 + 5_400);
    }

    @Test
    void namesColumnsAfterTheirParts() {
        Tensors made = Table.step("date-parts", "{columns: [a, b], parts: [year, day_of_year]}")
                .apply(texts("a", "2026-01-01", "").with(texts("b", "", "2025-12-31")));

        assertThat(made.names()).containsExactly("a_year", "a_day_of_year", "b_year", "b_day_of_year");
        assertThat(doubles(made.get("a_year"))).containsExactly(2026, Double.NaN);
        assertThat(doubles(made.get("b_day_of_year"))).containsExactly(Double.NaN, 365);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026",
                "2026-1-1",
                "2026-02-29",
                "2026-13-01",
                "2026-00-10",
                "27.11.2026",
                "2026-11-27T",
                "2026-11-27T24:00",
                "2026-11-27T23:60",
                "2026-11-27T23",
                "2026-11-27T23:00:60",
                "2026-11-27T23:00:00.",
                "2026-11-27T23:00+19:00",
                "2026-11-27T23:00Zulu",
                "2026-11-27T23:00+0",
                "2026-11-27 ",
                " 2026-11-27",
                "2026-11-27Z",
                "-2026-11-27",
                "２０２６-11-27",
                "now",
                "2026-11-27T23:00:00.1234567890"
            })
    void refusesWhatIsNoDate(String text) {
        assertThatThrownBy(() -> Table.step("date-parts", "{columns: [d], parts: [year]}")
                        .apply(texts("d", "2026-11-27", text)))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessage("'d': row 1 is '" + text + "', which is no date like 2026-11-27 or 2026-11-27T19:23:34Z");
    }

    @Test
    void quotesTheBeginningOfWhatIsNoDate() {
        assertThatThrownBy(() -> parts("x".repeat(1_000))).hasMessageContaining("row 0 is '" + "x".repeat(40) + "…'");
    }

    @Property(tries = 500)
    void readsWhatTheJdkWrites(
            @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        OffsetDateTime date = local.atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));

        Texts text = new Texts(
                texts("d", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(date)).get("d"));
        text.next();

        assertThat(IsoDate.read(text))
                .contains(new IsoDate(local.toLocalDate(), local.toLocalTime().toSecondOfDay(), offsetMinutes * 60));
        assertThat(IsoDate.read(text).orElseThrow().epochSecond()).isEqualTo(date.toEpochSecond());
    }
}
