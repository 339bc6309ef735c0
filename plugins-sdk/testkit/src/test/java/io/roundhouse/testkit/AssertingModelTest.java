package io.roundhouse.testkit;

import static io.roundhouse.testkit.TestRequests.later;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What an engine breaks. */
class AssertingModelTest {
    private static final ModelArtifact ARTIFACT = FakeModelArtifact.named("test", "1");
    private static final Tensors ROWS = Tensors.of("x", TestTensors.floats(1, 2, 4));

    @Test
    void findsAnEngineThatLosesRows() {
        finds("engine: output 'y' has 1 rows, batch has 2", batch -> FakeLoadedModel.doubled(batch.rows(0, 1)));
    }

    @Test
    void findsAnEngineThatGivesWhatItsSpecDoesNotSay() {
        Tensors other = Tensors.of("z", TestTensors.floats(1, 2, 4));
        finds("engine: output 'y' is missing", batch -> other);
        finds("engine: output names are [y, z], spec has [y FP32 [-1,4]]", batch -> FakeLoadedModel.doubled(batch)
                .with(other));
    }

    @Test
    @SuppressWarnings("NullAway") // what must not be is what is found
    void findsAnEngineThatGivesNothing() {
        finds("engine: infer() returned null", batch -> null);
        AssertingEngine empty = new AssertingEngine((artifact, settings) -> null);
        assertThatThrownBy(() -> empty.load(ARTIFACT, Settings.empty())).hasMessage("engine: load() returned null");
    }

    @Test
    void findsAnEngineThatThrowsAnExceptionOfItsOwn() {
        String failure = "java.lang.IllegalStateException: oh";
        finds("engine: infer() threw " + failure, batch -> {
            throw new IllegalStateException("oh");
        });
        AssertingEngine engine = new AssertingEngine((artifact, settings) -> {
            throw new IllegalStateException("oh");
        });
        assertThatThrownBy(() -> engine.load(ARTIFACT, Settings.empty())).hasMessage("engine: load() threw " + failure);
        assertThat(engine.violations()).containsExactly("engine: load() threw " + failure);
    }

    @Test
    void findsAnEngineThatChangesItsInputs() {
        finds("engine: infer() changed its inputs", batch -> {
            batch.get("x").data().putFloat(0, 99);
            return FakeLoadedModel.doubled(batch);
        });
        finds("engine: infer() changed its inputs", batch -> {
            batch.get("x").data().putFloat(0, 99);
            throw new IllegalStateException("and fails");
        });
    }

    @Test
    void findsAnEngineThatReturnsItsInputs() {
        finds("engine: infer() returned memory of its inputs", batch -> Tensors.of("y", batch.get("x")));
    }

    @Test
    void findsAnEngineThatWritesWhatItHasGiven() {
        Tensor one = TestTensors.floats(1, 2, 4);
        AssertingEngine engine = asserting(batch -> {
            one.data().putFloat(0, one.data().getFloat(0) + 1);
            return Tensors.of("y", one);
        });
        LoadedModel model = engine.load(ARTIFACT, Settings.empty());
        Tensors first = model.infer(ROWS, later());
        long given = TestTensors.checksum(first);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        model.infer(ROWS, later());
                    }
                })
                .hasMessage("engine: outputs of an earlier infer() changed");
        assertThat(TestTensors.checksum(first)).isEqualTo(given);
    }

    @Test
    void findsAnEngineThatClearsWhatItHasGivenWhenItIsClosed() {
        Tensor one = TestTensors.floats(1, 2, 4);
        AssertingEngine engine = asserting(batch -> Tensors.of("y", one));
        LoadedModel model = engine.load(ARTIFACT, Settings.empty());
        model.infer(ROWS, later());
        one.data().putFloat(0, 0);

        assertThatThrownBy(model::close)
                .hasMessage("engine: outputs of an earlier infer() changed before or in close()");
    }

    private static void finds(String violation, UnaryOperator<Tensors> function) {
        AssertingEngine engine = asserting(function);
        LoadedModel model = engine.load(ARTIFACT, Settings.empty());

        assertThatThrownBy(() -> model.infer(ROWS, later()))
                .isInstanceOf(AssertionError.class)
                .hasMessage(violation);
        assertThat(engine.violations()).endsWith(violation);
    }

    private static AssertingEngine asserting(UnaryOperator<Tensors> function) {
        return new AssertingEngine(
                new FakeEngine(() -> new FakeLoadedModel(FakeLoadedModel.doublingSpec(4), function, 1)));
    }
}
