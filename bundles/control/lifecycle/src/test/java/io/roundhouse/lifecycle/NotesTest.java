package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.control.ModelDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotesTest {
    private final TestHouse house = new TestHouse();
    private final FakeEngine engine = new FakeEngine();

    NotesTest() {
        house.engine("1.29.0", engine);
    }

    @AfterEach
    void stop() {
        house.house.stop();
    }

    @Test
    void tellsWhatTheEngineSaysAndWhetherRowsKeepApart() {
        engine.notes = List.of("runs on cpu", "cuda was preferred, but is not there");

        ModelStatus status = applied("");

        assertThat(status.state()).isEqualTo(ModelState.LIVE);
        assertThat(status.reason()).isEmpty();
        assertThat(status.notes())
                .containsExactly(
                        "runs on cpu",
                        "cuda was preferred, but is not there",
                        "a row is answered in a batch as it is alone, bit for bit");
    }

    @Test
    void servesWhatMixesRowsAndSaysSo() {
        engine.mixesRows = true;

        ModelStatus status = applied("report");

        assertThat(status.state()).isEqualTo(ModelState.LIVE);
        assertThat(status.notes()).singleElement().asString().contains("otherwise than alone: 'y' by up to");
    }

    @Test
    void refusesWhatMixesRowsWhereRowsMustKeepApart() {
        engine.mixesRows = true;

        ModelStatus status = applied("require");

        assertThat(status.state()).isEqualTo(ModelState.FAILED);
        assertThat(status.reason()).contains("m:1 is not served, as 'batching: { invariance: require }' asks");
        assertThat(engine.open).hasValue(0);
        assertThat(house.batchers.open).hasValue(0);
    }

    @Test
    void doesNotLookWhereNobodyWantsIt() {
        engine.mixesRows = true;

        assertThat(applied("off").notes()).isEmpty();
    }

    @Test
    void refusesAWordThatIsNone() {
        ModelStatus status = applied("yes");

        assertThat(status.state()).isEqualTo(ModelState.FAILED);
        assertThat(status.reason()).contains("'invariance' must be one of [require, report, off], was 'yes'");
        assertThat(engine.open).hasValue(0);
    }

    private ModelStatus applied(String invariance) {
        ModelDefinition plain = TestHouse.model("m", "1");
        Settings batching = invariance.isEmpty() ? Settings.empty() : Settings.of(Map.of("invariance", invariance));
        house.apply(new ModelDefinition(
                plain.name(),
                plain.versions(),
                plain.engine(),
                batching,
                plain.chain(),
                plain.router(),
                plain.arms(),
                Map.of()));
        return house.status("m", "1").orElseThrow();
    }
}
