package io.roundhouse.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Rollouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeedsTest {
    private final List<String> calls = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();
    private @Nullable Rollouts rollouts = new FakeRollouts();
    private final Deeds deeds = new Deeds(
            () -> rollouts,
            new Draining(() -> 0),
            (name, deed) -> {
                throw new IllegalStateException("script " + name + " fell over");
            },
            (deed, outcome) -> outcomes.add(outcome));

    private final class FakeRollouts implements Rollouts {
        @Override
        public List<Report> rollouts() {
            return List.of();
        }

        @Override
        public Report start(String model, Optional<String> version) {
            return report(model);
        }

        @Override
        public Report pause(String model) {
            calls.add("pause " + model);
            throw new InferenceException(ErrorCode.INVALID_REQUEST, "no rollout of " + model + " is going on");
        }

        @Override
        public Report resume(String model) {
            return report(model);
        }

        @Override
        public Report promote(String model) {
            return report(model);
        }

        @Override
        public Report abort(String model) {
            calls.add("abort " + model);
            return report(model);
        }

        private Report report(String model) {
            return new Report(model, State.IDLE, "1", "2", 0, 0, "", "", 0, Optional.empty(), List.of(), List.of());
        }
    }

    private void perform(Action action, Map<String, String> labels) {
        deeds.perform(new Deed(action, new Identity("hot", labels), "page", "it is hot"));
    }

    @Test
    void takesTheCanaryOfTheAlertsModelAway() {
        perform(new Action.RollBack(), Map.of("model", "credit"));

        assertThat(calls).containsExactly("abort credit");
        assertThat(outcomes).containsExactly("took 2 of credit away");
    }

    @Test
    void saysWhyARolloutWasNotPaused() {
        perform(new Action.PauseRollout(), Map.of("model", "credit"));

        assertThat(calls).containsExactly("pause credit");
        assertThat(outcomes).containsExactly("not done, as no rollout of credit is going on");
    }

    @Test
    void saysWhatIsMissing() {
        perform(new Action.RollBack(), Map.of());
        rollouts = null;
        perform(new Action.RollBack(), Map.of("model", "credit"));

        assertThat(outcomes.get(0)).contains("has no label 'model'; write 'by: [model]'");
        assertThat(outcomes.get(1)).contains("feature:install roundhouse-rollouts");
    }

    @Test
    void containsWhatAScriptThrows() {
        perform(new Action.Script("mend"), Map.of());

        assertThat(outcomes).containsExactly("failed: java.lang.IllegalStateException: script mend fell over");
    }

    @Test
    void takesNoMoreThanItCanHold() {
        for (int i = 0; i < 65; i++) {
            deeds.ask(new Deed(new Action.RollBack(), new Identity("hot", Map.of()), "page", ""));
        }

        assertThat(outcomes).containsExactly("not done, as 64 actions wait already");
    }
}
