package io.roundhouse.testkit;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine that subtracts, {@code y = a - b}, and has at most one flaw. */
final class FlawedEngine implements Engine {
    enum Flaw {
        NONE("none"),
        CHANGES_INPUTS("leavesItsInputsAsTheyWere"),
        REUSES_OUTPUTS("leavesItsOutputsToTheCaller"),
        CLEARS_OUTPUTS_AT_CLOSE("leavesItsOutputsToTheCaller"),
        LOSES_ROWS("givesWhatTheSpecSaysAndAsManyRows"),
        MIXES_ROWS("answersABatchAsItAnswersItsRowsAlone"),
        GOES_BY_POSITION("takesInputsInAnyOrderOfNames"),
        CHANGES_SPEC("tellsTheSameSpecAlways"),
        DENIES_BATCHES("saysWhetherRowsRunTogether"),
        LEAVES_A_THREAD("leavesNoThreadWhenItIsClosed"),
        IGNORES_UNKNOWN_SETTINGS("refusesASettingItDoesNotKnow"),
        LOADS_ANYTHING("refusesFilesThatAreNoModel"),
        THROWS_ITS_OWN_EXCEPTION("refusesAFolderWithoutAModel"),
        REFUSES_COMPANY("answersOnAsManyThreadsAsItSays"),
        SHARES_ITS_CLOSE("loadsAModelTwiceSideBySide"),
        IGNORES_DEADLINES("stopsEarlyOrAnswersInFullWhenTheDeadlineIsPast");

        /** The rule that finds it. */
        final String rule;

        Flaw(String rule) {
            this.rule = rule;
        }
    }

    private final Flaw flaw;
    private boolean anyClosed;

    FlawedEngine(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public LoadedModel load(ModelArtifact artifact, Settings settings) {
        if (flaw != Flaw.IGNORES_UNKNOWN_SETTINGS) {
            settings.allow("width");
        }
        try {
            String content = Files.readString(artifact.directory().resolve("model.txt"));
            if (!content.equals("subtract") && flaw != Flaw.LOADS_ANYTHING) {
                throw new InferenceException(ErrorCode.LOAD_FAILED, "model.txt must say subtract");
            }
        } catch (IOException e) {
            if (flaw == Flaw.THROWS_ITS_OWN_EXCEPTION) {
                throw new IllegalStateException(e);
            }
            throw new InferenceException(ErrorCode.LOAD_FAILED, "model.txt is missing", e);
        }
        return new Model();
    }

    private final class Model implements LoadedModel {
        private final Tensor kept = Tensor.allocate(DataType.FP32, Shape.of(1, 2));
        private final AtomicInteger inside = new AtomicInteger();
        private final CountDownLatch never = new CountDownLatch(1);
        private volatile Tensor last = kept;
        private volatile int calls;

        @Override
        public ModelSpec spec() {
            String platform = flaw == Flaw.CHANGES_SPEC ? "call " + calls : "subtract";
            return new ModelSpec(
                    platform, List.of(column("a"), column("b")), List.of(column("y")), flaw != Flaw.DENIES_BATCHES);
        }

        private static TensorSpec column(String name) {
            return new TensorSpec(name, DataType.FP32, Shape.of(Shape.ANY, 2));
        }

        @Override
        public int instances() {
            return 2;
        }

        @Override
        public Tensors infer(Tensors batch, Deadline deadline) {
            calls = 1;
            int now = inside.incrementAndGet();
            try {
                if (flaw == Flaw.REFUSES_COMPANY
                        && now == 1
                        && Thread.currentThread().getName().startsWith("pool")) {
                    awaitCompany();
                }
                if ((flaw == Flaw.REFUSES_COMPANY && now > 1) || (flaw == Flaw.SHARES_ITS_CLOSE && anyClosed)) {
                    throw new IllegalStateException("not now");
                }
                return answer(batch, deadline);
            } finally {
                inside.decrementAndGet();
            }
        }

        /** Until the other thread of the contract is here too, or has been. */
        private void awaitCompany() {
            for (int i = 0; i < 1_000_000 && inside.get() == 1; i++) {
                Thread.onSpinWait();
            }
        }

        private Tensors answer(Tensors batch, Deadline deadline) {
            if (flaw != Flaw.IGNORES_DEADLINES && deadline.isPast(System.nanoTime())) {
                throw new InferenceException(ErrorCode.DEADLINE_EXCEEDED, "too late");
            }
            if (flaw == Flaw.LEAVES_A_THREAD) {
                startThread();
            }
            Tensor a = flaw == Flaw.GOES_BY_POSITION ? batch.values().get(0) : batch.get("a");
            Tensor b = flaw == Flaw.GOES_BY_POSITION ? batch.values().get(1) : batch.get("b");
            long rows = flaw == Flaw.LOSES_ROWS ? 1 : batch.rows();
            Tensor y = flaw == Flaw.REUSES_OUTPUTS && rows == 1 && last == kept
                    ? kept
                    : Tensor.allocate(DataType.FP32, Shape.of(rows, 2));
            subtract(
                    a.data().asFloatBuffer(), b.data().asFloatBuffer(), y.data().asFloatBuffer());
            if (flaw == Flaw.REUSES_OUTPUTS && rows > 1) {
                kept.data().putFloat(0, 7);
            }
            if (flaw == Flaw.CHANGES_INPUTS) {
                a.data().putFloat(0, 7);
            }
            if (rows == 1) {
                last = y;
            }
            return Tensors.of("y", y);
        }

        private void subtract(FloatBuffer a, FloatBuffer b, FloatBuffer y) {
            float carry = 0;
            while (y.hasRemaining()) {
                carry = a.get() - b.get() + (flaw == Flaw.MIXES_ROWS ? carry : 0);
                y.put(carry);
            }
        }

        private void startThread() {
            Thread thread = new Thread(
                    () -> {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "flawed-engine");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() {
            anyClosed = true;
            if (flaw == Flaw.CLEARS_OUTPUTS_AT_CLOSE) {
                last.data().putFloat(0, 7);
            }
        }
    }
}
