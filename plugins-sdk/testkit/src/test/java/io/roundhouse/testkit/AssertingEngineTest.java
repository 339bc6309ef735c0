package io.roundhouse.testkit;

import static io.roundhouse.testkit.TestRequests.later;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a server breaks; what an engine breaks is in {@link AssertingModelTest}. */
class AssertingEngineTest {
    private static final ModelArtifact ARTIFACT = FakeModelArtifact.named("test", "1");
    private static final ModelId ID = ARTIFACT.id();

    private final FakeEngine fake = new FakeEngine();
    private final AssertingEngine engine = new AssertingEngine(fake);
    private final LoadedModel model = engine.load(ARTIFACT, Settings.empty());

    @Test
    void letsThroughWhatKeepsTheContract() {
        Tensors answer = model.infer(row(4), later());
        model.close();

        assertThat(answer.names()).containsExactly("y");
        assertThat(fake.models().get(0).closes()).isEqualTo(1);
        assertThat(engine.calls(ID)).isEqualTo(1);
        engine.assertKept();
    }

    @Test
    void letsThroughWhatAnEngineMayRefuse() {
        fake.models().get(0).fail(new InferenceException(ErrorCode.INVALID_INPUT, "a row is at fault"));
        assertThatThrownBy(() -> model.infer(row(4), later())).hasMessageContaining("a row is at fault");
        model.close();
        fake.fail(new InferenceException(ErrorCode.LOAD_FAILED, "no model"));
        assertThatThrownBy(() -> engine.load(ARTIFACT, Settings.empty())).hasMessageContaining("no model");

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
        breaks(model::instances, "server: instances() after close()");
        breaks(model::close, "server: close() twice");
        assertThat(fake.models().get(0).closes()).isEqualTo(1);
        assertThat(engine.calls(ID)).isZero();
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
        assertThat(fake.models().get(0).closes()).isZero(); // native code would have ended the process
    }

    @Test
    void letsAsManyCallsInAsThereAreInstances() {
        FakeLoadedModel wide = new FakeLoadedModel(FakeLoadedModel.doublingSpec(4), FakeLoadedModel::doubled, 2);
        AssertingEngine asserting = new AssertingEngine(new FakeEngine(() -> wide));
        LoadedModel loaded = asserting.load(ARTIFACT, Settings.empty());
        wide.gate().shut();
        CompletableFuture<Tensors> first = CompletableFuture.supplyAsync(() -> loaded.infer(row(4), later()));
        CompletableFuture<Tensors> second = CompletableFuture.supplyAsync(() -> loaded.infer(row(4), later()));
        wide.gate().awaitArrived(2);

        assertThatThrownBy(() -> loaded.infer(row(4), later()))
                .hasMessage("server: 3 calls of infer() at once, at most 2");
        wide.gate().open();

        assertThat(first.join().names()).isEqualTo(second.join().names());
        assertThat(asserting.calls(ID)).isEqualTo(2);
    }

    @Test
    void findsABatchThatIsChangedWhileItRuns() {
        Gate gate = fake.models().get(0).gate();
        gate.shut();
        Tensors batch = row(4);
        CompletableFuture<Tensors> answer = CompletableFuture.supplyAsync(() -> model.infer(batch, later()));
        gate.awaitArrived(1);
        batch.get("x").data().putFloat(0, 99);
        gate.open();

        assertThatThrownBy(answer::join).hasMessageContaining("server: a batch changed during infer()");
    }

    @Test
    void findsWorkOfOthersOnAThreadThatInfers() {
        CompletableFuture.runAsync(() -> {
                    model.infer(row(4), later());
                    breaks(() -> engine.load(ARTIFACT, Settings.empty()), "server: load() on a thread that infers");
                    breaks(model::close, "server: close() on a thread that infers");
                })
                .join();

        assertThat(fake.models()).hasSize(1);
        assertThat(fake.models().get(0).closes()).isZero();
    }

    @Test
    void findsALoadingThreadThatDoesNotEnd() throws Exception {
        Gate gate = new Gate();
        gate.shut();
        Thread loader = new Thread(
                () -> {
                    engine.load(ARTIFACT, Settings.empty());
                    gate.pass();
                },
                "pool-of-loaders");
        loader.start();
        gate.awaitArrived(1);

        assertThatThrownBy(() -> engine.threads().assertLoadersEnd(1))
                .hasMessage("server: loading thread 'pool-of-loaders' does not end");
        gate.open();
        loader.join();
        engine.threads().assertLoadersEnd(1);
    }

    @Test
    void findsAModelThatWasNeverClosed() {
        assertThat(engine.openModels()).isEqualTo(1);
        assertThatThrownBy(engine::assertKept).hasMessage("1 models are open, violations are []");
    }

    @Test
    void isNotKeptWhenNothingWasWatched() {
        model.close();

        assertThatThrownBy(engine::assertKept).hasMessage("no call of infer() was watched");
    }

    @Test
    void keepsTheFirstOfAFlood() {
        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(() -> model.infer(row(5), later())).isInstanceOf(AssertionError.class);
        }

        assertThat(engine.violations()).hasSize(100);
    }

    private static Tensors row(int width) {
        return Tensors.of("x", TestTensors.floats(1, 1, width));
    }

    private void breaks(ThrowingCallable call, String violation) {
        assertThatThrownBy(call).isInstanceOf(AssertionError.class).hasMessage(violation);
        assertThat(engine.violations()).endsWith(violation);
    }
}
