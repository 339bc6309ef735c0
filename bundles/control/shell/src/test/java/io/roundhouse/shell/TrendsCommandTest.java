package io.roundhouse.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.server.control.Trends;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendsCommandTest {
    private static final long NOW = Instant.parse("2026-10-05T12:00:00Z").toEpochMilli();
    private static final Map<String, String> CREDIT = Map.of("model", "credit", "version", "1");

    private final FakeTrends trends = new FakeTrends();

    private static final class FakeTrends implements Trends {
        final List<String> asked = new ArrayList<>();
        List<Series> series = List.of(
                new Series("process_cpu_usage", Map.of(), NOW - 90_000_000),
                new Series("requests_total", CREDIT, NOW - 90_000_000),
                new Series("requests_total", Map.of("model", "fraud", "version", "1"), NOW - 90_000_000),
                new Series("requests_total", Map.of("model", "fraud", "version", "2"), NOW - 90_000_000));
        List<Point> points = IntStream.range(0, 24)
                .mapToObj(i -> new Point(NOW - (24 - i) * 3_600_000L, 60, 100.0 * i, i, 5 * i))
                .toList();
        String trouble = "";

        @Override
        public List<Series> series() {
            return series;
        }

        @Override
        public List<Point> query(String name, Map<String, String> labels, long from, long to, Step step) {
            asked.add(name + " " + TrendQuery.text("", labels) + " " + (to - 1 - from) / 60_000 + " min by " + step);
            return points;
        }

        @Override
        public String report(YearMonth month) {
            return "# " + month + "\n";
        }

        @Override
        public String trouble() {
            return trouble;
        }
    }

    private TrendsCommand command(String action, String... what) {
        TrendsCommand command = new TrendsCommand();
        command.trends = trends;
        command.wallMillis = () -> NOW;
        command.action = action;
        command.what = List.of(what);
        return command;
    }

    private static String printed(TrendsCommand command) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        command.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void listsSeries() {
        assertThat(printed(command("series")))
                .contains("process_cpu_usage", "requests_total{model=credit, version=1}", "2026-10-04T11:00:00Z");
        assertThat(printed(command("series", "proc"))).doesNotContain("requests_total");
    }

    @Test
    void drawsOneSeries() {
        String text = printed(command("query", "requests_total", "model=credit"));

        assertThat(trends.asked).containsExactly("requests_total {model=credit, version=1} 1440 min by HOUR");
        assertThat(text.lines())
                .hasSize(9)
                .startsWith("requests_total{model=credit, version=1}")
                .endsWith("24 points, one an hour: 0 to 2300, on average 1150, 27600 in all.");
        assertThat(text).contains("2300 |", "█", "▁", "2026-10-04T12:00:00Z");
    }

    @Test
    void theStepSuitsTheTime() {
        for (String last : List.of("90m", "7d", "60d")) {
            TrendsCommand command = command("query", "process_cpu_usage");
            command.last = last;
            printed(command);
        }
        TrendsCommand said = command("query", "process_cpu_usage");
        said.step = "minute";
        printed(said);

        assertThat(trends.asked)
                .containsExactly(
                        "process_cpu_usage  90 min by MINUTE",
                        "process_cpu_usage  10080 min by HOUR",
                        "process_cpu_usage  86400 min by DAY",
                        "process_cpu_usage  1440 min by MINUTE");
    }

    @Test
    void aGaugeIsDrawnByItsMeanAndFromItsLeast() {
        trends.points = List.of(
                new Trends.Point(NOW - 7_200_000, 2, 20, 9, 11), new Trends.Point(NOW - 3_600_000, 2, 24, 10, 13));

        assertThat(printed(command("query", "process_cpu_usage")))
                .contains("12 |", "10 |", "2 points, one an hour: 10 to 12, on average 11.");
    }

    @Test
    void saysWhenThereIsNothing() {
        trends.points = List.of();
        trends.series = List.of();

        assertThat(printed(command("query", "process_cpu_usage"))).contains("There are no points in this time.");
        assertThat(printed(command("series"))).contains("Nothing is kept yet");
    }

    @Test
    void printsJson() {
        TrendsCommand query = command("query", "process_cpu_usage");
        query.json = true;
        TrendsCommand report = command("report", "2026-09");
        report.json = true;

        assertThat(printed(query)).contains("\"at\" : \"2026-10-05T11:00:00Z\"", "\"sum\" : \"2300.0\"");
        assertThat(printed(report)).contains("\"month\" : \"2026-09\"", "\"report\" : \"# 2026-09\\n\"");
    }

    @Test
    void reportsThisMonthOrTheOneThatIsSaid() {
        assertThat(printed(command("report"))).isEqualTo("# 2026-10\n");
        assertThat(printed(command("report", "2025-01"))).isEqualTo("# 2025-01\n");
    }

    @Test
    void tellsTrouble() {
        trends.trouble = "the database is gone";

        assertThat(printed(command("series"))).endsWith("Trouble: the database is gone." + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "qery | a | did you mean 'query'?",
                "query | | which series? roundhouse:trends query NAME",
                "query | requests_total model | labels are written as label=value, was 'model'",
                "query | requests_total model=fraud | which of 2 series 'requests_total'? Their labels are {model=fraud, version=1}",
                "report | 2026-13 | a month is written as 2026-10, was '2026-13'",
                "report | 2026-01 2026-02 | 'trends report' takes one word, got 2"
            })
    void refuses(String action, String what, String sentence) {
        String[] words = what == null ? new String[0] : what.split(" ");

        assertThatThrownBy(() -> printed(command(action, words))).hasMessageContaining(sentence);
    }

    @Test
    void refusesAStepAndATimeThatAreNone() {
        TrendsCommand step = command("query", "process_cpu_usage");
        step.step = "week";
        TrendsCommand last = command("query", "process_cpu_usage");
        last.last = "a day";

        assertThatThrownBy(() -> printed(step)).hasMessageContaining("--step").hasMessageContaining("minute");
        assertThatThrownBy(() -> printed(last)).hasMessageContaining("--last").hasMessageContaining("must be a number");
    }

    @Test
    void saysWhatIsMissing() {
        TrendsCommand command = command("series");
        command.trends = null;

        assertThatThrownBy(() -> printed(command)).hasMessageContaining("feature:install roundhouse-trends");
    }
}
