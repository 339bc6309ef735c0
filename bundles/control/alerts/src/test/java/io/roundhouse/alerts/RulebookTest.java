package io.roundhouse.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.alerts.Rule.Threshold;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulebookTest {
    @Test
    void readsARuleWithEveryKey() {
        Rule rule = Numbers.book(
                        "rules:",
                        "  - alert: errors",
                        "    metric: failures_total",
                        "    where: { category: '!caller', code: [A, B], arm: /can.*/ }",
                        "    by: [model]",
                        "    function: increase",
                        "    window: 10m",
                        "    per: { metric: requests_total }",
                        "    above: 0.05",
                        "    for: 2m",
                        "    hold: 5m",
                        "    severity: page",
                        "    summary: '{model} fails {value}'",
                        "    actions: [roll-back, { shed: 30 }, drain-arm, { drain-arm: while-firing }, { script: call-for-help }]")
                .rules()
                .get(0);

        assertThat(rule.name()).isEqualTo("errors");
        assertThat(rule.severity()).isEqualTo("page");
        assertThat(rule.expression())
                .isEqualTo("increase of failures_total{arm=/can.*/, category=!caller, code=[A, B]} over 10m"
                        + " per requests_total by model > 0.05");
        assertThat(rule.threshold()).isEqualTo(new Threshold(true, 0.05));
        assertThat(rule.pending()).isEqualTo(Duration.ofMinutes(2));
        assertThat(rule.hold()).isEqualTo(Duration.ofMinutes(5));
        assertThat(rule.actions())
                .containsExactly(
                        new Action.RollBack(),
                        new Action.Shed(30),
                        new Action.DrainArm(false),
                        new Action.DrainArm(true),
                        new Action.Script("call-for-help"));
    }

    @Test
    void givesDefaults() {
        Rulebook book = Numbers.book("rules:", "  - { alert: hot, metric: heat, above: 3 }");

        Rule rule = book.rules().get(0);
        assertThat(rule.severity()).isEqualTo("ticket");
        assertThat(rule.pending()).isZero();
        assertThat(rule.expression()).isEqualTo("heat > 3");
        assertThat(book.telling().destinations()).containsExactly(Telling.LOG);
        assertThat(book.telling().groupBy()).containsExactly("alert", "model");
    }

    @Test
    void takesAnEmptyFileAndEmptySections() {
        assertThat(Numbers.book("").rules()).isEmpty();
        assertThat(Numbers.book("rules:", "#  - alert: x", "slo:").rules()).isEmpty();
    }

    @Test
    void namesTheAlertsOfAnObjectiveAsTheWorkbookHasThem() {
        Slo slo = Numbers.book("slo:", "  - { name: available, objective: 99.9 }")
                .slos()
                .get(0);

        assertThat(slo.rules()).extracting(Rule::name).containsExactly("available-1h", "available-6h", "available-3d");
        assertThat(slo.rules()).extracting(Rule::severity).containsExactly("page", "page", "ticket");
        assertThat(slo.rules())
                .extracting(rule -> Rule.number(rule.threshold().bound()))
                .containsExactly("14.4", "6", "1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - { alert: a, metric: m, abov: 3 }                            | alerts.yaml:2:28: 'abov' is not known here; did you mean 'above'?
            - { alert: a, metric: m }                                     | alerts.yaml:2:7: 'alert' needs either 'above' or 'below'
            - { alert: a, metric: m, above: 1, below: 2 }                 | 'above' needs either 'above' or 'below', one of them
            - { alert: a, metric: m, above: much }                        | alerts.yaml:2:28: 'above' must be a number
            - { alert: a b, metric: m, above: 1 }                         | 'alert' must be up to 64 letters
            - { metric: m, above: 1 }                                     | 'alert' is missing
            - { alert: a, above: 1 }                                      | 'metric' is missing
            - { alert: a, metric: m, above: 1, function: rat }            | 'function' must be one of [value, rate
            - { alert: a, metric: m, above: 1, window: 5m }               | belongs to rate, increase, mean
            - { alert: a, metric: m, above: 1, function: rate, window: 1s }  | 'window' must be at least 15s
            - { alert: a, metric: m, above: 1, function: mean, window: 2h }  | 'window' must be at most 3600s
            - { alert: a, metric: m, above: 1, function: rate, window: 4d }  | 'window' must be at most 259200s
            - { alert: a, metric: m, above: 1, function: quantile }       | 'quantile' and 'function: quantile' belong together
            - { alert: a, metric: m, above: 1, quantile: 0.5 }            | 'quantile' and 'function: quantile' belong together
            - { alert: a, metric: m, above: 1, per: { metric: n } }       | 'per' belongs to 'function: rate'
            - { alert: a, metric: m, above: 1, where: { x: '/(/' } }      | 'x' must be a regular expression
            - { alert: a, metric: m, above: 1, actions: [drain-arms] }    | 'drain-arms' is not known here; did you mean 'drain-arm'?
            - { alert: a, metric: m, above: 1, actions: [script: ../x] }  | 'script' must be the name of a script
            - { alert: a, metric: m, above: 1, actions: [drain-arm: 1h] } | 'drain-arm' must stand alone, for an arm that a person resumes, or say 'while-firing', was '1h'
            - { alert: a, metric: m, above: 1, actions: [shed: 100] }     | 'shed' must be a whole number 1..99
            """)
    void answersAMistakeWithItsPlaceAndWhatIsAllowed(String rule, String sentence) {
        assertThatThrownBy(() -> Numbers.book("rules:", "  " + rule)).hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            slo: [{ name: a, objective: 101 }]                | 'objective' must be a number 0.0..100.0
            slo: [{ name: a, objective: 10 }]                 | must be 50 to 99.9999 percent
            slo: [{ name: a }]                                | 'objective' is missing
            slo: [{ name: a, objective: 99, window: 1d }]     | 'window' must be 7d to 90d
            inhibit: [{ when: { a: b } }]                     | 'mute' must name at least one label
            notify: { to: [webhok] }                          | did you mean 'webhook'?
            notify: { to: [webhook: { url: 'ftp://x' }] }     | must be http://HOST/
            notify: { to: [log, log] }                        | needs a 'name' of its own
            notify: { to: [email: { host: h, from: x, to: [a@b] }] } | 'from' must be an address
            notify: { to: [email: { host: h, from: a@b, to: [a@b], security: none, user: u, password_file: p }] } | must be starttls or tls
            ruls: []                                          | did you mean 'rules'?
            rules: [                                          | alerts.yaml:1
            """)
    void answersAMistakeElsewhere(String line, String sentence) {
        assertThatThrownBy(() -> Numbers.book(line)).hasMessageContaining(sentence);
    }

    @Test
    void refusesTwoOfOneName() {
        assertThatThrownBy(() -> Numbers.book(
                        "rules:", "  - { alert: a, metric: m, above: 1 }", "  - { alert: a, metric: m, above: 2 }"))
                .hasMessageContaining("alerts.yaml:3:7: 'alert' must be unique");
    }

    @Test
    void refusesWhatUnfoldsOrNestsWithoutEnd() {
        assertThatThrownBy(() -> Numbers.book("a: &x [1]", "b: *x")).hasMessageContaining("aliases");
        assertThatThrownBy(() -> Numbers.book("a: " + "[".repeat(10_000))).hasMessageContaining("nested more than");
    }
}
