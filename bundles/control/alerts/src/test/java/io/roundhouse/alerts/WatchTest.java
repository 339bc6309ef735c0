package io.roundhouse.alerts;

import static io.roundhouse.alerts.Numbers.BEGIN;
import static io.roundhouse.alerts.Numbers.MINUTE;
import static io.roundhouse.alerts.Numbers.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.server.control.Alerts;
import io.roundhouse.server.control.Alerts.Alert;
import io.roundhouse.server.control.Alerts.State;
import io.roundhouse.server.control.Metrics.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    private static final Map<String, String> CREDIT = Map.of("model", "credit");
    private static final String HOT = """
            notify: { group_wait: 0s }
            rules:
              - { alert: hot, metric: heat, above: 3, actions: [roll-back, shed: 30] }
              - { alert: warm, metric: heat, above: 1 }
            """;

    private final Path folder;
    private final List<Message> told = new ArrayList<>();
    private final List<Deed> deeds = new ArrayList<>();
    private Optional<List<Sample>> numbers = Optional.of(List.of());
    private long now = BEGIN;
    private int shed;
    private final Arms arms = new Arms();
    private Draining draining = new Draining(() -> now);
    private Watch watch;

    WatchTest(@TempDir Path folder) {
        this.folder = folder;
        watch = watch(folder);
    }

    private Watch watch(Path folder) {
        return new Watch(
                new RulesFile(folder.resolve("alerts.yaml")),
                new Memory(folder.resolve("data")),
                () -> numbers,
                () -> now,
                new Doing(telling -> {}, told::add, deeds::add, percent -> shed = percent, draining));
    }

    private void rules(String text) throws IOException {
        Files.writeString(folder.resolve("alerts.yaml"), text);
    }

    private void heat(double heat) {
        numbers = Optional.of(Numbers.of("heat", heat, CREDIT));
        now += STEP;
        watch.look();
    }

    private Alert alert(String rule) {
        return watch.alerts().stream()
                .filter(alert -> alert.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private List<String> headlines() {
        return told.stream().map(Message::headline).toList();
    }

    @Test
    void tellsAndActsOnceEachTimeItFires() throws IOException {
        rules(HOT);

        heat(4);
        heat(4);
        assertThat(headlines())
                .containsExactlyInAnyOrder(
                        "[1 firing] {alert=hot, model=credit}", "[1 firing] {alert=warm, model=credit}");
        assertThat(deeds).extracting(Deed::action).containsExactly(new Action.RollBack());
        assertThat(shed).isEqualTo(30);
        heat(2);
        assertThat(shed).isZero();
        heat(4);
        assertThat(deeds).hasSize(2);
    }

    @Test
    void showsWhatCameOfAnAction() throws IOException {
        rules(HOT);
        heat(4);

        watch.done(deeds.get(0), "took 2 of credit away");

        assertThat(alert("hot").summary()).endsWith("; roll-back took 2 of credit away");
    }

    @Test
    void isSilentWhileItIsSilenced() throws IOException {
        rules(HOT);
        String id = watch.silence(CREDIT, Duration.ofMinutes(2), "ada", "being mended");

        heat(4);
        assertThat(told).isEmpty();
        assertThat(deeds).isEmpty();
        assertThat(shed).isZero();
        assertThat(alert("hot").state()).isEqualTo(State.FIRING);
        assertThat(alert("hot").muted()).isEqualTo("silence " + id + " of ada: being mended");
        now += 2 * MINUTE;
        heat(4);
        assertThat(watch.silences()).isEmpty();
        assertThat(told).hasSize(2);
        assertThat(deeds).hasSize(1);
    }

    @Test
    void endsASilenceThatIsThereOnly() throws IOException {
        rules(HOT);
        String id = watch.silence(Map.of("alert", "hot"), Duration.ofHours(1), "", "");
        heat(4);
        assertThat(alert("hot").muted()).isEqualTo("silence " + id);
        assertThat(alert("warm").muted()).isEmpty();

        watch.unsilence(id);

        assertThat(alert("hot").muted()).isEmpty();
        assertThatThrownBy(() -> watch.unsilence(id)).hasMessageContaining("there is no silence '" + id + "'");
        assertThatThrownBy(() -> watch.silence(Map.of(), Duration.ofHours(1), "", ""))
                .hasMessageContaining("at least one label");
        assertThatThrownBy(() -> watch.silence(CREDIT, Duration.ofDays(91), "", ""))
                .hasMessageContaining("up to 90 days");
    }

    @Test
    void inhibitsOneAlertByAnother() throws IOException {
        rules(HOT + "inhibit: [{ when: { alert: hot }, mute: { alert: warm }, equal: [model] }]\n");

        heat(4);
        assertThat(alert("warm").muted()).isEqualTo("inhibited by hot{model=credit}");
        assertThat(headlines()).containsExactly("[1 firing] {alert=hot, model=credit}");
        heat(2);

        assertThat(alert("warm").muted()).isEmpty();
        assertThat(headlines()).contains("[1 firing] {alert=warm, model=credit}");
    }

    @Test
    void goesOnWhereItWasAfterARestart() throws IOException {
        rules(HOT);
        heat(4);
        watch.silence(Map.of("model", "fraud"), Duration.ofDays(1), "ada", "not live yet");
        long since = alert("hot").sinceMillis();
        watch.close();

        watch = watch(folder);
        heat(4);

        assertThat(alert("hot").sinceMillis()).isEqualTo(since);
        assertThat(told).hasSize(2);
        assertThat(deeds).hasSize(1);
        assertThat(shed).isEqualTo(30);
        assertThat(watch.silences()).hasSize(1);
        assertThat(watch.silence(CREDIT, Duration.ofDays(1), "", "")).isEqualTo("s2");
    }

    @Test
    void remembersWithoutACloseAndWhateverTheFilesSay() throws IOException {
        rules(HOT);
        heat(4);
        long since = alert("hot").sinceMillis();

        rules("rules: [");
        watch = watch(folder);
        heat(4);
        assertThat(watch.alerts()).isEmpty();
        rules(HOT);
        heat(4);

        assertThat(alert("hot").sinceMillis()).isEqualTo(since);
    }

    @Test
    void beginsAnewWhereItsMemoryIsDamaged() throws IOException {
        rules(HOT);
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/alerts.json"), "{\"firing\": [{\"rule\"");
        Files.writeString(folder.resolve("data/budgets.json"), "[{]");

        heat(4);

        assertThat(alert("hot").sinceMillis()).isEqualTo(now);
    }

    @Test
    void remembersTheBudgetOfAMonth() throws IOException {
        rules("slo: [{ name: slo, objective: 99 }]\n");
        double answered = 0;
        double failed = 0;
        for (int i = 0; i < 240; i++) {
            now += STEP;
            answered += 100;
            failed += 0.5;
            slo(answered, failed);
        }
        assertThat(watch.budgets().get(0).left()).isBetween(0.49, 0.51);
        watch.close();

        watch = watch(folder);
        slo(0, 0); // the counts begin anew

        assertThat(watch.budgets().get(0).left()).isBetween(0.49, 0.51);
    }

    private void slo(double answered, double failed) {
        numbers = Optional.of(new Numbers()
                .and(Slo.ANSWERED, answered, CREDIT)
                .and(Slo.FAILED, failed, CREDIT)
                .all());
        watch.look();
    }

    @Test
    void keepsTheRulesBeforeWhereTheFileIsAtFault() throws IOException {
        rules(HOT);
        heat(4);

        rules(HOT.replace("above: 1", "abov: 1"));
        heat(4);
        assertThat(watch.trouble())
                .startsWith(folder.resolve("alerts.yaml") + ":4:")
                .contains("'abov' is not known here; did you mean 'above'?");
        assertThat(watch.rules()).hasSize(2);
        rules("rules: []\n");
        heat(4);
        assertThat(watch.trouble()).isEmpty();
        assertThat(watch.rules()).isEmpty();
        assertThat(alert("hot").state()).isEqualTo(State.RESOLVED);
    }

    @Test
    void keepsAnArmDrainedOverARestartUntilItIsResumed() throws IOException {
        Deeds performing =
                new Deeds(() -> null, draining, (name, deed) -> "", (deed, outcome) -> watch.done(deed, outcome));
        rules("rules: [{ alert: hot, metric: heat, above: 3, actions: [drain-arm] }]\n");
        draining.arrived(arms);
        numbers = Optional.of(Numbers.of("heat", 4, Map.of("model", "credit", "arm", "canary")));
        watch.look();
        deeds.forEach(performing::perform);
        assertThat(watch.drained()).extracting(Alerts.Drained::arm).containsExactly("canary");
        assertThat(arms.calls).containsExactly("drain credit canary");

        arms.drained.clear();
        draining = new Draining(() -> now);
        watch = watch(folder); // without a close
        draining.arrived(arms);
        numbers = Optional.of(Numbers.of("heat", 1, Map.of("model", "credit", "arm", "canary")));
        watch.look();
        now += 10 * MINUTE;
        watch.look();
        assertThat(alert("hot").state()).isEqualTo(State.RESOLVED);
        assertThat(arms.calls).containsExactly("drain credit canary", "drain credit canary");

        watch.resume("credit", "canary");
        watch = watch(folder);
        watch.look();
        assertThat(arms.drained).isEmpty();
        assertThat(watch.drained()).isEmpty();
    }

    @Test
    void staysAsItIsWhileNobodyHasNumbers() throws IOException {
        rules(HOT);
        heat(4);

        numbers = Optional.empty();
        now += MINUTE;
        watch.look();

        assertThat(alert("hot").state()).isEqualTo(State.FIRING);
    }
}
