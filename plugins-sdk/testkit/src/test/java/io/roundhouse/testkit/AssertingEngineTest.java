package io.roundhouse.testkit;

import static io.roundhouse.testkit.TestRequests.later;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AssertingEngineTest {
    private static final ModelArtifact ARTIFACT = FakeModelArtifact.named("test", "1");

    private final FakeEngine fake = new FakeEngine();
    private final AssertingEngine engine = new AssertingEngine(fake);
    private final LoadedModel model = CompletableFuture.supplyAsync(() -> engine.load(ARTIFACT, Settings.empty()))
            .join();

    @Test
    void letsThroughWhatKeepsTheContract() {
        Tensors answer = model.infer(row(4), later());
        model.close();

        assertThat(answer.names()).containsExactly("y");
        assertThat(fake.models().get(0).closes()).isEqualTo(1);
        engine.assertKept();
    }

    @Test
    void findsInputsThatDoNotFit() {
        breaks(() -> model.infer(row(5), later()), "server: input 'x' is FP32 [1,5], spec has x FP32 [-1,4]");
        breaks(
                () -> model.infer(Tensors.of("z", TestTensors.floats(1, 1, 4)), later()),
                "server: input 'x' is missing");
        breaks(
                () -> model.infer(row(4).with("z", TestTensors.floats(1, 1, 4)), later()),
                "server: input names are [x, z], spec has [x FP32 [-1,4]]");
    }

    @Test
    void findsUseAfterClose() {
        model.close();

        breaks(() -> model.infer(row(4), later()), "server: infer() after close()");
        breaks(model::spec, "server: spec() after close()");
        breaks(model::close, "server: close() twice");
    }

    @Test
    void findsMoreCallsAtOnceThanInstances() {
        Gate gate = fake.models().get(0).gate();
        gate.shut();
        CompletableFuture<Tensors> first = CompletableFuture.supplyAsync(() -> model.infer(row(4), later()));
        gate.awaitArrived(1);

        breaks(() -> model.infer(row(4), later()), "server: 2 calls of infer() at once, at most 1");
        breaks(model::close, "server: close() while 1 calls of infer() run");
        gate.open();

        assertThat(first.join().names()).containsExactly("y");
    }

    @Test
    void findsACallOnTheThreadThatLoads() {
        LoadedModel own = engine.load(ARTIFACT, Settings.empty());

        breaks(() -> own.infer(row(4), later()), "server: infer() on a thread that loads models");
    }

    @Test
    void findsAnEngineThatLosesRows() {
        LoadedModel losing = loaded(new FakeLoadedModel(
                FakeLoadedModel.doublingSpec(4), batch -> FakeLoadedModel.doubled(batch.rows(0, 1)), 1));
        Tensors rows = Tensors.of("x", TestTensors.floats(1, 2, 4));

        throwsViolation(() -> losing.infer(rows, later()), "engine: output 'y' has 1 rows, batch has 2");
    }

    @Test
    void findsAnEngineThatChangesItsInputs() {
        LoadedModel writing = loaded(new FakeLoadedModel(
                FakeLoadedModel.doublingSpec(4),
                batch -> {
                    batch.get("x").data().putFloat(0, 99);
                    return FakeLoadedModel.doubled(batch);
                },
                1));

        throwsViolation(() -> writing.infer(row(4), later()), "engine: infer() changed its inputs");
    }

    @Test
    void findsAModelThatWasNeverClosed() {
        assertThat(engine.openModels()).isEqualTo(1);
        assertThatThrownBy(engine::assertKept).hasMessage("1 models are open, violations are []");
    }

    private static LoadedModel loaded(FakeLoadedModel model) {
        AssertingEngine asserting = new AssertingEngine(new FakeEngine(() -> model));
        return CompletableFuture.supplyAsync(() -> asserting.load(ARTIFACT, Settings.empty()))
                .join();
    }

    private static Tensors row(int width) {
        return Tensors.of("x", TestTensors.floats(1, 1, width));
    }

    private void breaks(ThrowingCallable call, String violation) {
        throwsViolation(call, violation);
        assertThat(engine.violations()).endsWith(violation);
    }

    private static void throwsViolation(ThrowingCallable call, String violation) {
        assertThatThrownBy(call).isInstanceOf(AssertionError.class).hasMessage(violation);
    }
}
