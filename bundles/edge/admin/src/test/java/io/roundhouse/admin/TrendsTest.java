package io.roundhouse.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.control.Trends;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trends over HTTP. */
class TrendsTest {
    static final String QUESTION = "?name=requests_total&label=model=credit&from=1000&to=2000&step=hour";

    private static final String TRENDS = "/admin/v1/trends";

    private static LiveAdmin live;

    @BeforeAll
    static void start() throws Exception {
        live = new LiveAdmin();
    }

    @AfterAll
    static void stop() throws Exception {
        live.stop();
    }

    private static Map<String, Object> map(String path) throws Exception {
        HttpResponse<String> response = live.get(path);
        assertThat(response.statusCode()).as("%s", response.body()).isEqualTo(200);
        return Tree.map(Tree.parse(response.body()));
    }

    private static List<String> components(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    @Test
    void listsSeriesAndTellsTrouble() throws Exception {
        Map<String, Object> answer = map(TRENDS);

        assertThat(answer).containsEntry("trouble", "the database is gone");
        assertThat(Tree.map(Tree.list(answer.get("series")).get(0)).keySet())
                .containsExactlyElementsOf(components(Trends.Series.class));
    }

    @Test
    void givesThePointsOfOne() throws Exception {
        Map<String, Object> answer = map(TRENDS + "/points" + QUESTION);

        assertThat(live.trends.asked).contains("requests_total {model=credit} 1000 2000 HOUR");
        assertThat(Tree.map(Tree.list(answer.get("points")).get(0)).keySet())
                .containsExactlyElementsOf(components(Trends.Point.class));
    }

    @Test
    void reportsAMonth() throws Exception {
        assertThat(map(TRENDS + "/reports/2026-09")).isEqualTo(Map.of("month", "2026-09", "report", "# 2026-09"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/points | the parameter 'name' is needed once, was there 0 times",
                "/points?name=x&from=a&to=2&step=hour | 'from' must be milliseconds since 1970, was 'a'",
                "/points?name=x&from=1&to=2&step=week | 'step' must be minute, hour or day, was 'week'",
                "/points?name=x&from=1&to=2&step=day&label=model | labels are written as label=model=credit",
                "/points?nome=x | there is no parameter 'nome'; known are [name, label, from, to, step]",
                "/points?name=x&from=1&to=2&step=day | no series 'x' is kept",
                "/reports/2026-13 | a month is written as 2026-10, was '2026-13'"
            })
    void refuses(String path, String sentence) throws Exception {
        HttpResponse<String> response = live.get(TRENDS + path);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(sentence);
    }

    @ParameterizedTest
    @CsvSource({"/series", "/points/1", "/reports", "/reports/2026-10/x"})
    void knowsNoOtherPath(String path) throws Exception {
        assertThat(live.get(TRENDS + path).statusCode()).isEqualTo(404);
    }
}
