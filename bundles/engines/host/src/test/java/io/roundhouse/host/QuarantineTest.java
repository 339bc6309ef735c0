package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class QuarantineTest {
    private static final String MODEL = "digest@1.29.0";
    private static final String HOW = "was ended by SIGSEGV";

    private Instant now = Instant.parse("2026-11-28T02:00:00Z");
    private final Quarantine quarantine = new Quarantine(QuarantineSettings.DEFAULT, () -> now);

    private static Tensors input(float value) {
        return Tensors.of("x", Tensor.ofFloats(Shape.of(1, 1), value));
    }

    private static QuarantineSuspect suspect(long call, float value) {
        Tensors input = input(value);
        return new QuarantineSuspect(
                call,
                Fingerprint.of(MODEL, input),
                Fingerprint.sketch(MODEL, input),
                Duration.ofSeconds(5),
                true,
                false);
    }

    private static QuarantineSuspect again(QuarantineSuspect suspect) {
        return new QuarantineSuspect(
                suspect.call(),
                suspect.fingerprint(),
                suspect.sketch(),
                suspect.remaining(),
                suspect.repeatable(),
                true);
    }

    @Test
    void knowsNothingAgainstAnybodyAtFirst() {
        assertThat(quarantine.admit(MODEL, input(1))).isEqualTo(QuarantinePass.FREE);
        assertThat(quarantine.admitRows(MODEL, input(1))).isEqualTo(QuarantinePass.FREE);
    }

    @Test
    void triesSeveralSuspectsOnceMoreEach() {
        QuarantinePlan plan = quarantine.crashed(List.of(suspect(1, 1), suspect(2, 2), suspect(3, 3)), HOW);

        assertThat(plan.retries()).containsExactly(1L, 2L, 3L);
        assertThat(plan.failures()).isEmpty();
        assertThat(quarantine.admit(MODEL, input(2))).isEqualTo(QuarantinePass.ALONE);
        assertThat(quarantine.counts().strikes()).isZero();
    }

    @Test
    void listsTheOneThatCrashesAloneAndClearsTheOthers() {
        quarantine.crashed(List.of(suspect(1, 1), suspect(2, 2)), HOW);
        quarantine.acquitted(suspect(1, 1).fingerprint());
        QuarantinePlan plan = quarantine.crashed(List.of(again(suspect(2, 2))), HOW);

        assertThat(plan.retries()).isEmpty();
        assertThat(plan.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.listed()).isTrue();
            assertThat(failure.why())
                    .matches(
                            "request [0-9a-f]{12} is not run again until 2026-11-28T03:00:00Z: the engine's process was"
                                    + " ended by SIGSEGV when it ran, 2 times");
        });
        assertThat(quarantine.admit(MODEL, input(1))).isEqualTo(QuarantinePass.FREE);
        assertThat(quarantine.admit(MODEL, input(2))).isInstanceOf(QuarantinePass.Refused.class);
        assertThat(quarantine.admit("another model", input(2))).isEqualTo(QuarantinePass.FREE);
    }

    @Test
    void takesEqualRequestsForOne() {
        QuarantinePlan plan = quarantine.crashed(List.of(suspect(1, 7), suspect(2, 7)), HOW);

        assertThat(plan.retries()).containsExactly(1L, 2L); // the second is refused when its turn comes
        assertThat(quarantine.counts().strikes()).isOne();
        quarantine.crashed(List.of(again(suspect(1, 7))), HOW);
        assertThat(quarantine.admit(MODEL, input(7))).isInstanceOf(QuarantinePass.Refused.class);
    }

    @Test
    void refusesABatchForARow() {
        quarantine.crashed(List.of(suspect(1, 7)), HOW);
        Tensors batch = Tensors.of("x", Tensor.ofFloats(Shape.of(3, 1), 6, 7, 8));
        assertThat(quarantine.admitRows(MODEL, batch)).isEqualTo(QuarantinePass.ALONE);

        quarantine.crashed(List.of(again(suspect(1, 7))), HOW);

        assertThat(quarantine.admitRows(MODEL, batch)).isInstanceOf(QuarantinePass.Refused.class);
        assertThat(quarantine.admitRows(MODEL, batch.rows(0, 1))).isEqualTo(QuarantinePass.FREE);
    }

    @Test
    void doesNotRepeatWhatHasSideEffectsOrNoTime() {
        QuarantineSuspect late =
                new QuarantineSuspect(1, suspect(1, 1).fingerprint(), 0, Duration.ofMillis(19), true, false);
        QuarantineSuspect once =
                new QuarantineSuspect(2, suspect(2, 2).fingerprint(), 0, Duration.ofSeconds(5), false, false);

        QuarantinePlan plan = quarantine.crashed(List.of(late, once), HOW);

        assertThat(plan.retries()).isEmpty();
        assertThat(plan.failures())
                .extracting(QuarantinePlan.Failure::why)
                .containsExactly(
                        "the engine's process was ended by SIGSEGV, and no time is left to ask again",
                        "the engine's process was ended by SIGSEGV, and the model may not be asked twice");
        assertThat(plan.failures()).noneMatch(QuarantinePlan.Failure::listed);
    }

    @Test
    void blamesTheOneThatHung() {
        QuarantinePlan plan = quarantine.hung(suspect(1, 1), List.of(suspect(2, 2)), "did not stop a request");

        assertThat(plan.retries()).containsExactlyInAnyOrder(1L, 2L);
        assertThat(quarantine.admit(MODEL, input(1))).isEqualTo(QuarantinePass.ALONE);
        assertThat(quarantine.admit(MODEL, input(2))).isEqualTo(QuarantinePass.FREE);
    }

    @Test
    void refusesAtOnceWhatEndedAWholeServer() {
        QuarantineSuspect killer = suspect(1, 1);
        quarantine.condemn(killer.fingerprint(), killer.sketch(), "ended with the whole server");

        assertThat(quarantine.admit(MODEL, input(1))).isInstanceOf(QuarantinePass.Refused.class);
    }

    @Test
    void letsListedOnesComeAgainAloneAndForgetsThem() {
        quarantine.condemn(suspect(1, 1).fingerprint(), suspect(1, 1).sketch(), HOW);

        now = now.plus(Duration.ofHours(1));
        assertThat(quarantine.admit(MODEL, input(1))).isEqualTo(QuarantinePass.ALONE);
        now = now.plus(Duration.ofHours(1));
        assertThat(quarantine.admit(MODEL, input(1))).isEqualTo(QuarantinePass.FREE);
    }

    @Test
    void raisesAnAlertForManyDifferentPoisons() {
        List<Double> alerts = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            alerts.add(meter("alert"));
            quarantine.condemn(new Fingerprint(i, i), i, HOW);
            now = now.plusSeconds(60);
        }

        assertThat(alerts).containsOnly(0.0);
        assertThat(meter("alert")).isOne();
        assertThat(meter("listed")).isEqualTo(5);
        now = now.plus(Duration.ofMinutes(6));
        assertThat(meter("alert")).isZero();
        assertThat(meter("listings")).isEqualTo(5);
    }

    @Test
    void countsWhatItRefuses() {
        quarantine.condemn(suspect(1, 1).fingerprint(), suspect(1, 1).sketch(), HOW);

        quarantine.admit(MODEL, input(1));
        quarantine.admit(MODEL, input(1));
        quarantine.admit(MODEL, input(2));

        assertThat(meter("refusals")).isEqualTo(2);
        assertThat(new QuarantineMeters(quarantine)
                        .meters().stream().map(Meter::name).collect(Collectors.toSet()))
                .hasSize(8);
    }

    @Test
    void refusesSettingsThatAreNone() {
        QuarantineSettings d = QuarantineSettings.DEFAULT;

        assertThatThrownBy(() -> new QuarantineSettings(Duration.ZERO, d.max(), d.retryMin(), d.window(), 1))
                .hasMessage("quarantine.for must be above 0 and at most a year, was PT0S");
        assertThatThrownBy(() -> new QuarantineSettings(d.listedFor(), 0, d.retryMin(), d.window(), 1))
                .hasMessage("quarantine.max must be 1..100000, was 0");
        assertThatThrownBy(() -> new QuarantineSettings(d.listedFor(), 1, d.retryMin(), d.window(), 0))
                .hasMessage("quarantine.poisons.max must be at least 1, was 0");
    }

    private double meter(String what) {
        return new QuarantineMeters(quarantine)
                .meters().stream()
                        .filter(meter -> meter.name().equals("roundhouse.host.quarantine." + what))
                        .findFirst()
                        .orElseThrow()
                        .value();
    }
}
