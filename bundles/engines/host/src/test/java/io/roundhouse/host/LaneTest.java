package io.roundhouse.host;

import static io.roundhouse.testkit.TestRequests.later;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.host.SlotFile.Slot;
import io.roundhouse.spi.engine.LoadedModel;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ends of a lane, in one process. */
@Timeout(60)
class LaneTest {
    private static final Tensors BATCH = Tensors.of("x", Tensor.ofFloats(Shape.of(3, 1), 1, 2, 3))
            .with("t", Tensor.ofTexts(Shape.of(3), List.of("one", "", "three")))
            .with("big", Tensor.allocate(DataType.FP64, Shape.of(3, 1000)))
            .with("none", Tensor.allocate(DataType.INT8, Shape.of(3, 0)));

    private final Pair pair = Pair.open();

    private final Path folder;

    LaneTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        pair.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4096, 65536})
    void whatGoesInComesOut(int slotBytes) throws Exception {
        Slot parent = Slot.NONE;
        Slot child = Slot.NONE;
        if (slotBytes > 0) {
            parent = SlotFile.create(folder.resolve("d"), 1, slotBytes).slot(0);
            child = SlotFile.open(folder.resolve("d"), 1, slotBytes).slot(0);
        }
        serve(child, batch -> batch);
        Lane lane = lane(parent);

        for (int i = 0; i < 3; i++) {
            Tensors answer = lane.call(BATCH, later());

            assertThat(answer.names()).isEqualTo(BATCH.names());
            for (String name : BATCH.names()) {
                assertThat(answer.get(name).shape()).isEqualTo(BATCH.get(name).shape());
                assertThat(answer.get(name).data()).isEqualTo(BATCH.get(name).data());
            }
        }
    }

    @Test
    void anEnginesRefusalComesThroughAndTheLaneGoesOn() throws Exception {
        serve(Slot.NONE, batch -> {
            if (batch.size() == 1) {
                throw new InferenceException(ErrorCode.INVALID_INPUT, "row 1 is at fault");
            }
            return batch;
        });
        Lane lane = lane(Slot.NONE);

        assertThatThrownBy(() -> lane.call(BATCH.only(List.of("x")), later()))
                .isInstanceOfSatisfying(InferenceException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT);
                    assertThat(e.sentence()).isEqualTo("row 1 is at fault");
                });
        assertThat(lane.call(BATCH, later()).size()).isEqualTo(4);
    }

    @Test
    void nobodyWaitsLongerThanTheDeadlineAndTheGrace() {
        Lane lane = lane(Slot.NONE); // nobody serves

        assertThatThrownBy(() -> lane.call(BATCH, Deadline.after(Duration.ofMillis(5), System.nanoTime())))
                .isInstanceOf(LateException.class);
    }

    @Test
    void aSideThatGoesIsNoticedAtOnce() throws Exception {
        Lane lane = lane(Slot.NONE);
        pair.child().close();

        assertThatThrownBy(() -> lane.call(BATCH, later())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> pair.parent().frame(100, Line.NEVER)).isInstanceOf(EOFException.class);
    }

    @Test
    void anInterruptIsKeptAndBreaksNothing() throws Exception {
        serve(Slot.NONE, batch -> batch);
        Lane lane = lane(Slot.NONE);
        Thread.currentThread().interrupt();

        Tensors answer = lane.call(BATCH, later());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer.size()).isEqualTo(4);
    }

    @Test
    void anAnswerToAnotherQuestionIsRefused() throws Exception {
        Lane lane = lane(Slot.NONE);
        Calls.answer(pair.child(), new Out(), 7, BATCH, Slot.NONE.answer());

        assertThatThrownBy(() -> lane.call(BATCH, later()))
                .isInstanceOf(WireException.class)
                .hasMessage("an answer to another question");
    }

    @Test
    void aPlaceOutsideTheSlotIsRefused() {
        Out out = new Out().begin(33).u32(1).u32(1).text("y").constant(DataType.INT8);
        SpecWire.writeShape(out, Shape.of(64));
        out.u8(0).u32(4096).u32(64);

        assertThatThrownBy(() -> Calls.answered(new In(MessagesTest.bytes(out)), 1, 4096, 1 << 20))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("4096..4160 of a slot of 4096 bytes");
    }

    @Test
    void moreThanAnAnswerMayTakeIsRefusedBeforeItIsAllocated() {
        Out out = new Out().begin(33).u32(1).u32(1).text("y").constant(DataType.INT8);
        SpecWire.writeShape(out, Shape.of(Integer.MAX_VALUE));
        out.u8(1).u32(0).u32(Integer.MAX_VALUE);

        assertThatThrownBy(() -> Calls.answered(new In(MessagesTest.bytes(out)), 1, 4096, 1 << 20))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("at most 1048576");
    }

    @Test
    void textsInASlotAreLookedAtOnlyInACopy() {
        ByteBuffer slot =
                ByteBuffer.allocateDirect(64).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 99);
        List<Parcel.Piece> pieces = List.of(new Parcel.Piece("t", DataType.BYTES, Shape.of(1), true, 0, 8));

        assertThatThrownBy(() -> Parcel.unpack(pieces, pair.parent(), slot, true, Line.NEVER))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("has length 99");
    }

    private Lane lane(Slot slot) {
        HostSettings some = TestRecipes.settings(0);
        return new Lane(pair.parent(), slot, TestRecipes.withGrace(some, Duration.ofMillis(20)));
    }

    private void serve(Slot slot, UnaryOperator<Tensors> answer) {
        LoadedModel model = new LoadedModel() {
            @Override
            public ModelSpec spec() {
                throw new AssertionError();
            }

            @Override
            public Tensors infer(Tensors batch, Deadline deadline) {
                return answer.apply(batch);
            }

            @Override
            public void close() {}
        };
        Thread thread = new Thread(new ChildLane(pair.child(), slot, model));
        thread.setDaemon(true);
        thread.start();
    }
}
