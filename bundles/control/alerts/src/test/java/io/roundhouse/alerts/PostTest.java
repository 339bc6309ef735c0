package io.roundhouse.alerts;

import static io.roundhouse.alerts.Numbers.BEGIN;
import static io.roundhouse.alerts.Numbers.HOUR;
import static io.roundhouse.alerts.Numbers.MINUTE;
import static io.roundhouse.alerts.Numbers.STEP;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.control.Metrics.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostTest {
    private static final String[] RULES = {
        "notify:",
        "  group_by: [alert]",
        "  to: [log, { webhook: { url: 'http://localhost/', severities: [page] } }]",
        "rules:",
        "  - { alert: hot, metric: heat, above: 3, severity: ticket }"
    };

    private final Engine engine = Numbers.engine(RULES);
    private final Post post = new Post(engine.book().telling());
    private final List<String> told = new ArrayList<>();
    private long now = BEGIN;

    private void until(long to, List<Sample> numbers) {
        for (; now < to; now += STEP) {
            engine.step(now, numbers);
            post.step(now, engine.standings())
                    .forEach(message -> told.add((now - BEGIN) / 1000 + " s " + message.headline()));
        }
    }

    private static List<Sample> heat(String... models) {
        Numbers numbers = new Numbers();
        for (String model : models) {
            numbers.and("heat", 4, Map.of("model", model));
        }
        return numbers.all();
    }

    @Test
    void makesOneMessageOfAGroup() {
        until(BEGIN + STEP, heat("credit"));
        until(BEGIN + 4 * MINUTE, heat("credit", "fraud"));

        assertThat(told).containsExactly("30 s [2 firing] {alert=hot}");
    }

    @Test
    void tellsAChangeAfterAnInterval() {
        until(BEGIN + MINUTE, heat("credit"));
        until(BEGIN + 20 * MINUTE, heat("fraud"));

        assertThat(told).containsExactly("30 s [1 firing] {alert=hot}", "330 s [1 firing, 1 resolved] {alert=hot}");
    }

    @Test
    void repeatsInHoursWhatDoesNotChange() {
        until(BEGIN + 9 * HOUR, heat("credit"));

        assertThat(told).hasSize(3).allMatch(line -> line.endsWith("[1 firing] {alert=hot}"));
    }

    @Test
    void tellsOnceThatItIsOverAndNothingOfWhatNobodyHeardOf() {
        until(BEGIN + MINUTE, heat("credit"));
        until(BEGIN + HOUR, heat());
        assertThat(told).containsExactly("30 s [1 firing] {alert=hot}", "330 s [1 resolved] {alert=hot}");

        until(BEGIN + HOUR + STEP, heat("credit"));
        until(BEGIN + 2 * HOUR, heat());
        assertThat(told).hasSize(2);
    }

    @Test
    void tellsWhatFlapsOnceAnIntervalAtMost() {
        for (int i = 0; i < 120; i++) {
            until(now + STEP, i % 2 == 0 ? heat("credit") : heat());
        }

        assertThat(told).hasSizeBetween(2, 7);
    }

    @Test
    void goesOnWithWhatWasToldBefore() {
        until(BEGIN + MINUTE, heat("credit"));

        Post after = new Post(engine.book().telling());
        post.known().forEach(after::restore);

        assertThat(after.step(now, engine.standings())).isEmpty();
        assertThat(after.step(now + 4 * HOUR, engine.standings())).hasSize(1);
    }
}
