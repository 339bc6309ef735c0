package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the other side says, the answer is a refusal or a value that is right; never another exception, never more memory. */
class WireFuzzTest {
    private static final int SLOT = 4096;
    private static final long BYTES_MAX = 1 << 20;

    @Property(tries = 2_000)
    void anyBytesAreRefusedOrRead(@ForAll @Size(max = 200) byte[] bytes) {
        read(bytes);
    }

    @Property(tries = 5_000)
    void aFrameWithWrongBytesIsRefusedOrRead(
            @ForAll @IntRange(max = 11) int which,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 10_000) Integer> places,
            @ForAll byte value) {
        byte[] frame = frames().get(which % frames().size()).clone();
        places.forEach(place -> frame[place % frame.length] ^= value);

        read(frame);
    }

    private static void read(byte[] frame) {
        attempt(() -> Messages.decode(new In(frame)));
        attempt(() -> check(Calls.asked(new In(frame), SLOT, BYTES_MAX).pieces()));
        attempt(() -> check(Calls.answered(new In(frame), 1, SLOT, BYTES_MAX)));
    }

    private static void check(List<Parcel.Piece> pieces) throws java.io.IOException {
        long total = 0;
        for (Parcel.Piece piece : pieces) {
            total += piece.length();
            if (piece.inSlot()) {
                assertThat(piece.offset() + (long) piece.length()).isLessThanOrEqualTo(SLOT);
            }
        }
        assertThat(total).isLessThanOrEqualTo(BYTES_MAX);
        if (pieces.stream().allMatch(Parcel.Piece::inSlot)) {
            try (Pair pair = Pair.open()) {
                Parcel.unpack(pieces, pair.parent(), ByteBuffer.allocateDirect(SLOT), true, System.nanoTime());
            }
        }
    }

    private static List<byte[]> frames() {
        Tensors tensors = Tensors.of("x", Tensor.ofFloats(Shape.of(2, 2), 1, 2, 3, 4))
                .with("t", Tensor.ofTexts(Shape.of(2), List.of("a", "bc")));
        List<byte[]> frames =
                new ArrayList<>(MessagesTest.messages().map(MessagesTest::frame).toList());
        for (int kind : List.of(32, 33)) {
            Out out = new Out().begin(kind).u32(1);
            if (kind == 32) {
                out.u64(1_000);
            }
            Parcel.pack(out, tensors, ByteBuffer.allocateDirect(SLOT));
            frames.add(MessagesTest.bytes(out));
        }
        frames.add(MessagesTest.bytes(
                new Out().begin(34).u32(1).constant(ErrorCode.INVALID_INPUT).sentence("no")));
        return frames;
    }

    private static void attempt(Attempt attempt) {
        try {
            attempt.run();
        } catch (WireException | InferenceException e) {
            assertThat(e.getMessage()).isNotNull();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private interface Attempt {
        void run() throws java.io.IOException;
    }
}
