package io.roundhouse.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.router.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatchRouterTest {
    private static final List<String> ARMS = List.of("stable", "canary", "dark");

    @Test
    void theFirstRuleThatMatchesDecides() {
        MatchRouter router = router(
                rule("header", "X-Tester", "is", "yes", "arm", "canary"),
                rule("parameter", "tier", "in", "gold,silver", "arm", "canary"),
                rule("header", "x-tester", "arm", "stable"));

        assertThat(answering(router, Map.of(), Map.of("x-tester", "yes"), 0)).isEqualTo("canary");
        assertThat(answering(router, Map.of("tier", "silver"), Map.of("x-tester", "no"), 0))
                .isEqualTo("canary");
        assertThat(answering(router, Map.of("tier", "lead"), Map.of("x-tester", "no"), 0))
                .isEqualTo("stable");
        assertThat(router.headers()).containsExactly("x-tester");
    }

    @Test
    void goesByWeightWhereNoRuleMatches() {
        MatchRouter router = router(rule("header", "x-tester", "arm", "canary"));

        assertThat(answering(router, Map.of(), Map.of(), 0)).isEqualTo("stable"); // canary has weight 0
    }

    @Test
    void looksAtThePriorityOfWhichOneIsTheHighest() {
        MatchRouter urgent = router(rule("priority_max", "2", "arm", "canary"));
        MatchRouter low = router(rule("priority_min", "5", "arm", "canary"));
        MatchRouter none = router(rule("priority_max", "0", "arm", "canary"));

        assertThat(byPriority(urgent, 0, 1, 2, 3)).containsExactly("stable", "canary", "canary", "stable");
        assertThat(byPriority(low, 0, 4, 5, 900)).containsExactly("stable", "stable", "canary", "canary");
        assertThat(byPriority(none, 0, 1)).containsExactly("canary", "stable");
    }

    @Test
    void aRuleMeansAllItSays() {
        MatchRouter router = router(rule("header", "x-tester", "priority_max", "1", "arm", "canary"));

        assertThat(answering(router, Map.of(), Map.of("x-tester", ""), 1)).isEqualTo("canary");
        assertThat(answering(router, Map.of(), Map.of("x-tester", ""), 2)).isEqualTo("stable");
        assertThat(answering(router, Map.of(), Map.of(), 1)).isEqualTo("stable");
    }

    @Test
    void mirrorsWatchWhateverARuleSays() {
        Settings arms = Settings.builder("model.yaml:3:3")
                .put("stable", Settings.empty())
                .put("canary", Settings.empty())
                .put("dark", Settings.of(Map.of("mirror", "100")))
                .build();
        MatchRouter router = MatchRouter.of(ARMS, traffic(arms, rule("header", "x", "arm", "canary")));

        assertThat(router.route(request(Map.of(), Map.of("x", ""), 0))).isEqualTo(new Route("canary", List.of("dark")));
        assertThat(router.route(request(Map.of(), Map.of(), 0))).isEqualTo(new Route("stable", List.of("dark")));
    }

    @Test
    void refusesRulesThatCannotBe() {
        assertRefused(
                "'arm' names 'canry', which is no arm that answers; did you mean 'canary'?",
                "header",
                "x",
                "arm",
                "canry");
        assertRefused("'arm' is missing", "header", "x");
        assertRefused("'arm' needs something to match", "arm", "canary");
        assertRefused("'is' needs a 'header' or a 'parameter'", "priority_min", "1", "is", "x", "arm", "canary");
        assertRefused("'is' cannot stand beside 'like'", "header", "x", "is", "a", "like", "b*", "arm", "canary");
        assertRefused("'parameter' must be in a rule of its own", "header", "x", "parameter", "y", "arm", "canary");
        assertRefused(
                "'priority_min' must be a whole number 0..2, was '3'",
                "priority_min",
                "3",
                "priority_max",
                "2",
                "arm",
                "canary");
        assertRefused("'matches' is not known here", "header", "x", "matches", ".*", "arm", "canary");
        assertRefused(
                "'like' must hold a '*' for any text and be at most 128 long, was 'abc'; for one exact word",
                "header",
                "x",
                "like",
                "abc",
                "arm",
                "canary");
        assertRefused("'like' must hold a '*'", "header", "x", "like", "*".repeat(129), "arm", "canary");
        assertRefused(
                "'in' must hold 1..64 words, were 65",
                "header",
                "x",
                "in",
                IntStream.range(0, 65).mapToObj(Integer::toString).collect(Collectors.joining(",")),
                "arm",
                "canary");
    }

    @Test
    void refusesNoRulesAndTooMany() {
        assertThatThrownBy(() -> router())
                .hasMessage("model.yaml:2:5: 'rules' must hold at least one rule, like"
                        + " { header: x-tester, is: yes, arm: canary }");
        Settings[] many = IntStream.range(0, 65)
                .mapToObj(i -> rule("header", "x", "arm", "canary"))
                .toArray(Settings[]::new);
        assertThatThrownBy(() -> router(many)).hasMessageContaining("'rules' has 65 rules, at most 64");
    }

    private static void assertRefused(String message, String... rule) {
        assertThatThrownBy(() -> router(rule(rule)))
                .hasMessageStartingWith("model.yaml:2:9: ")
                .hasMessageContaining(message);
    }

    private static MatchRouter router(Settings... rules) {
        Settings arms = Settings.builder("model.yaml:3:3")
                .put("stable", Settings.of(Map.of("weight", "1")))
                .put("canary", Settings.of(Map.of("weight", "0")))
                .put("dark", Settings.of(Map.of("mirror", "0")))
                .build();
        return MatchRouter.of(ARMS, traffic(arms, rules));
    }

    private static Settings traffic(Settings arms, Settings... rules) {
        return Settings.builder("model.yaml:2:1")
                .put("arms", arms)
                .putSections("rules", List.of(rules), "model.yaml:2:5")
                .build();
    }

    /** Keys and texts by turns; that of {@code in} is a list. */
    private static Settings rule(String... texts) {
        Settings.Builder rule = Settings.builder("model.yaml:2:9");
        for (int i = 0; i < texts.length; i += 2) {
            if (texts[i].equals("in")) {
                rule.putTexts("in", List.of(texts[i + 1].split(",", -1)), "model.yaml:2:9");
            } else {
                rule.put(texts[i], texts[i + 1], "model.yaml:2:9");
            }
        }
        return rule.build();
    }

    private static List<String> byPriority(MatchRouter router, int... priorities) {
        return IntStream.of(priorities)
                .mapToObj(priority -> answering(router, Map.of(), Map.of(), priority))
                .toList();
    }

    private static String answering(
            MatchRouter router, Map<String, String> parameters, Map<String, String> headers, int priority) {
        return router.route(request(parameters, headers, priority)).answering();
    }

    private static InferenceRequest request(Map<String, String> parameters, Map<String, String> headers, int priority) {
        return new InferenceRequest(
                "id",
                "m",
                Optional.empty(),
                Tensors.empty(),
                List.of(),
                parameters,
                headers,
                priority,
                new Deadline(0),
                0);
    }
}
