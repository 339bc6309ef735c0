package io.roundhouse.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.server.control.Alerts.Drained;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrainingTest {
    private final Arms arms = new Arms();
    private final Draining draining = new Draining(() -> 7);

    private static Deed deed(Map<String, String> labels) {
        return new Deed(new Action.DrainArm(false), new Identity("errors", labels), "page", "it fails");
    }

    private static Deed canary() {
        return deed(Map.of("model", "credit", "arm", "canary"));
    }

    @Test
    void drainsTheArmOfTheAlertsLabelsUntilAPersonResumesIt() {
        draining.arrived(arms);

        assertThat(draining.drain(canary(), false))
                .isEqualTo("drained canary of credit; 'roundhouse:alert resume credit canary' ends it");
        assertThat(draining.drain(canary(), false)).contains("was drained before");
        draining.look(alert -> false);
        draining.resume("credit", "canary");

        assertThat(arms.calls).containsExactly("drain credit canary", "resume credit canary");
        assertThat(draining.all()).isEmpty();
    }

    @Test
    void endsWithItsAlertWhereTheRuleSaysSo() {
        draining.arrived(arms);
        draining.drain(canary(), true);

        draining.look(alert -> alert.startsWith("errors"));
        assertThat(arms.drained).containsExactly("credit/canary");
        draining.look(alert -> false);

        assertThat(arms.drained).isEmpty();
        assertThat(draining.all()).isEmpty();
    }

    @Test
    void changesNothingWhereTheLifecycleRefuses() {
        draining.arrived(arms);
        arms.refusal = "arm 'canary' is the last one of 'credit' that answers, so it is not drained";

        assertThatThrownBy(() -> draining.drain(canary(), false)).hasMessageContaining("is the last one");

        assertThat(draining.all()).isEmpty();
    }

    @Test
    void saysItAgainToWhoeverBringsModelsAboutLater() {
        draining.restore(new Drained("credit", "canary", "errors", 7, false));
        arms.refusal = "no model is named 'credit'";
        draining.arrived(arms);
        assertThat(arms.drained).isEmpty();

        arms.refusal = "";
        draining.look(alert -> false);
        Arms next = new Arms();
        draining.arrived(next);
        draining.left(arms);

        assertThat(arms.drained).containsExactly("credit/canary");
        assertThat(next.drained).containsExactly("credit/canary");
        draining.stop();
        assertThat(next.drained).isEmpty();
        assertThat(draining.all()).hasSize(1); // the next start says it again
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> draining.drain(canary(), false))
                .hasMessageContaining("feature:install roundhouse-lifecycle");
        draining.arrived(arms);
        assertThatThrownBy(() -> draining.drain(deed(Map.of("model", "credit")), false))
                .hasMessageContaining("no label 'arm'; write 'by: [model, arm]'");
        assertThatThrownBy(() -> draining.resume("credit", "canary"))
                .hasMessageContaining("no alert drained 'canary' of 'credit'; drained are []");
    }

    @Test
    void holdsNoMoreArmsThanItMay() {
        draining.arrived(arms);
        for (int i = 0; i < 64; i++) {
            draining.drain(deed(Map.of("model", "m" + i, "arm", "a")), false);
        }

        assertThatThrownBy(() -> draining.drain(canary(), false)).hasMessageContaining("64 arms are drained already");
    }
}
