package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.engine.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnginesComeAndGoTest {
    private final TestHouse test = new TestHouse();
    private final FakeEngine low = new FakeEngine();
    private final FakeEngine high = new FakeEngine();

    @AfterEach
    void nothingIsLeftOpen() {
        test.house.stop();
        for (FakeEngine engine : List.of(low, high)) {
            assertThat(engine.open).hasValue(0);
            assertThat(engine.usedAfterClose).hasValue(0);
        }
        assertThat(test.batchers.open).hasValue(0);
    }

    @Test
    void aRequestWaitsForTheFirstEngine() throws Exception {
        test.apply(TestHouse.model("m", "1"));
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> test.engineVersion("m"));

        test.engine("1.20.0", low);

        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("1.20.0");
    }

    @Test
    void aRequestThatWaitedInVainLearnsWhatIsMissing() {
        test.house.engineArrived(TestHouse.provider("engine", "onnxruntime", "1", 7, low));
        Plugin wanted = new Plugin("onnxruntme", "[1.29,2)", Settings.empty());
        test.apply(TestHouse.model("m", wanted, List.of(), "1"));

        assertThatThrownBy(() -> test.house.models().lease("m", "stable", TestHouse.in(Duration.ofMillis(20))))
                .hasMessage("model 'm' (arm 'stable') does not answer: engine 'onnxruntme [1.29,2)' is not installed;"
                        + " did you mean 'onnxruntime'? Known are [onnxruntime]")
                .extracting(e -> ((InferenceException) e).code())
                .isEqualTo(ErrorCode.PLUGIN_MISSING);
    }

    @Test
    void aRangeThatNobodyFitsIsToldWithWhatIsThere() {
        test.engine("1.20.0", low);
        test.apply(TestHouse.model("m", new Plugin("ort", "[1.29,2)", Settings.empty()), List.of(), "1"));

        assertThat(test.status("m", "1").orElseThrow().reason())
                .isEqualTo("engine 'ort' is installed in version 1.20.0, but the model asks for [1.29,2)");
    }

    @Test
    void goesOnWhenTheEngineThatItIsLoadedOnLeavesMeanwhile() throws Exception {
        test.engine("1.20.0", low);
        test.apply(TestHouse.model("m", "1"));
        assertThat(test.engineVersion("m")).isEqualTo("1.20.0");
        high.gate = new CountDownLatch(1);
        Provider<Engine> leaving = TestHouse.provider("engine", "ort", "1.29.0", 8, high);
        test.house.engineArrived(leaving);
        while (high.loads.get() == 0) {
            Thread.onSpinWait();
        }

        CompletableFuture<Void> left = CompletableFuture.runAsync(() -> test.house.engineLeaves(leaving));
        while (!leaving.isLeaving()) {
            Thread.onSpinWait();
        }
        high.gate.countDown();

        left.get(10, TimeUnit.SECONDS);
        assertThat(test.engineVersion("m")).isEqualTo("1.20.0");
    }

    @Test
    void movesToAHigherVersionThatArrives() {
        test.engine("1.20.0", low);
        test.apply(TestHouse.model("m", "1"));

        test.engine("1.29.0", high);
        TestHouse.await(() -> test.engineVersion("m").equals("1.29.0"));

        TestHouse.await(() -> low.open.get() == 0);
    }

    @Test
    void staysWhenALowerVersionArrives() {
        test.engine("1.29.0", high);
        test.apply(TestHouse.model("m", "1"));

        test.engine("1.20.0", low);
        test.apply(TestHouse.model("m", "1"));

        assertThat(test.engineVersion("m")).isEqualTo("1.29.0");
        assertThat(low.loads).hasValue(0);
    }

    @Test
    void staysOnTheOlderWhenTheNewerCannotLoad() {
        test.engine("1.20.0", low);
        test.apply(TestHouse.model("m", "1"));

        high.brokenDigest = "m1";
        test.engine("1.29.0", high);
        TestHouse.await(() -> test.status("m", "model.yaml").isPresent());

        assertThat(test.engineVersion("m")).isEqualTo("1.20.0");
        assertThat(test.status("m", "model.yaml").orElseThrow().reason()).isEqualTo("m:1 is no model");
    }

    @Test
    void staysOnTheOlderWhenTheNewerDoesNotAnswer() {
        test.engine("1.20.0", low);
        test.apply(TestHouse.model("m", "1"));

        high.failsInference = true;
        test.engine("1.29.0", high);
        TestHouse.await(() -> test.status("m", "model.yaml").isPresent());

        assertThat(test.engineVersion("m")).isEqualTo("1.20.0");
    }

    @Test
    void aModelThatNeverAnsweredMadeUpInputIsServedUnwarmed() {
        low.failsInference = true;
        test.engine("1.20.0", low);

        test.apply(TestHouse.model("m", "1"));

        assertThat(test.status("m", "1").orElseThrow().state()).isEqualTo(ModelState.LIVE);
    }

    @Test
    void anEngineThatLeavesWaitsForItsRequests() throws Exception {
        Provider<Engine> provider = test.engine("1.20.0", low);
        test.apply(TestHouse.model("m", "1"));
        ModelLease held = test.lease("m");

        CompletableFuture<Void> leaving = CompletableFuture.runAsync(() -> test.house.engineLeaves(provider));
        TestHouse.await(() -> test.status("m", "1").orElseThrow().state() != ModelState.LIVE);
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> test.engineVersion("m"));
        assertThat(low.open).hasValue(1);
        assertThat(leaving).isNotDone();

        held.close();
        leaving.get(10, TimeUnit.SECONDS);
        assertThat(low.open).hasValue(0);
        assertThat(waiting).isNotDone();

        test.engine("1.20.0", low);
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo("1.20.0");
    }

    @Test
    void modelsOfAnEngineThatLeavesGoToAnother() {
        test.engine("1.20.0", low);
        Provider<Engine> provider = test.engine("1.29.0", high);
        test.apply(TestHouse.model("m", "1"));

        test.house.engineLeaves(provider);

        assertThat(high.open).hasValue(0);
        assertThat(test.engineVersion("m")).isEqualTo("1.20.0");
    }

    @Test
    void anEngineMayLeaveWhileItLoads() throws Exception {
        low.gate = new CountDownLatch(1);
        Provider<Engine> provider = test.engine("1.20.0", low);
        test.house.models().apply(TestHouse.model("m", "1"));
        TestHouse.await(() -> low.loads.get() == 1);

        CompletableFuture<Void> leaving = CompletableFuture.runAsync(() -> test.house.engineLeaves(provider));
        TestHouse.await(provider::isLeaving);
        low.gate.countDown();
        leaving.get(10, TimeUnit.SECONDS);

        assertThat(low.open).hasValue(0);
        test.awaitIdle();
        assertThat(test.status("m", "1").orElseThrow().state()).isEqualTo(ModelState.WAITING);
    }

    @Test
    void aLoadThatHangsIsAbandonedAndClosedWhenItComesBack() {
        TestHouse impatient = new TestHouse("50ms");
        low.gate = new CountDownLatch(1);
        impatient.engine("1.20.0", low);
        impatient.apply(TestHouse.model("m", "1"));

        assertThat(impatient.status("m", "1").orElseThrow().reason())
                .isEqualTo("loading m:1 on engine ort 1.20.0 took longer than 50 ms");

        low.gate.countDown();
        TestHouse.await(() -> low.loads.get() > 0 && low.open.get() == 0);
        impatient.house.stop();
    }

    @Test
    void noRequestIsLostWhileEnginesComeAndGo() {
        test.engine("1.20.0", low);
        test.apply(TestHouse.model("m", "1"));
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong answered = new AtomicLong();
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(CompletableFuture.runAsync(() -> {
                while (!done.get()) {
                    test.engineVersion("m");
                    answered.incrementAndGet();
                }
            }));
        }

        for (int i = 0; i < 50; i++) {
            Provider<Engine> newer = test.engine("1.29." + i, high);
            String version = newer.version().text();
            TestHouse.await(() -> test.engineVersion("m").equals(version));
            test.house.engineLeaves(newer);
            TestHouse.await(() -> test.engineVersion("m").equals("1.20.0"));
        }
        done.set(true);

        clients.forEach(CompletableFuture::join);
        assertThat(answered).hasPositiveValue();
        assertThat(high.open).hasValue(0);
    }
}
