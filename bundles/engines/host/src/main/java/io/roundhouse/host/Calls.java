package io.roundhouse.host;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The frames of a lane: what is asked, and what is answered. A lane carries one call at a time, each with its generation. */
final class Calls {
    /** Enough for the names and shapes of {@link SpecWire#TENSORS_MAX} tensors. */
    static final int FRAME_MAX = 2 * 1024 * 1024;

    private static final int INFER = 32;
    private static final int ANSWER = 33;
    private static final int ERROR = 34;

    private Calls() {}

    static void ask(Line line, Out out, int generation, long leftNanos, Tensors batch, ByteBuffer slot, long endNanos)
            throws IOException {
        out.begin(INFER).u32(generation).u64(leftNanos);
        send(line, out, Parcel.pack(out, batch, slot), endNanos);
    }

    /** What was asked, not yet unpacked. */
    record Asked(int generation, long leftNanos, List<Parcel.Piece> pieces) {}

    static Asked asked(In in, int slotBytes, long bytesMax) throws WireException {
        require(in.u8() == INFER, "an answer where a question was due");
        return new Asked(in.i32(), in.i64(), Parcel.pieces(in, slotBytes, bytesMax));
    }

    static void answer(Line line, Out out, int generation, Tensors answer, ByteBuffer slot) throws IOException {
        out.begin(ANSWER).u32(generation);
        send(line, out, Parcel.pack(out, answer, slot), Line.NEVER);
    }

    static void refuse(Line line, Out out, int generation, ErrorCode code, String sentence) throws IOException {
        out.begin(ERROR).u32(generation).constant(code).sentence(sentence);
        line.write(Line.NEVER, out.end());
    }

    /**
     * What was answered, not yet unpacked.
     *
     * @throws InferenceException the engine's own
     */
    static List<Parcel.Piece> answered(In in, int generation, int slotBytes, long bytesMax) throws WireException {
        int kind = in.u8();
        require(kind == ANSWER || kind == ERROR, "no answer where one was due");
        require(in.i32() == generation, "an answer to another question");
        if (kind == ANSWER) {
            return Parcel.pieces(in, slotBytes, bytesMax);
        }
        ErrorCode code = in.constant(ErrorCode.values());
        String sentence = in.sentence();
        in.end();
        throw new InferenceException(code, sentence);
    }

    private static void send(Line line, Out out, List<ByteBuffer> behind, long endNanos) throws IOException {
        ByteBuffer[] parts = new ByteBuffer[1 + behind.size()];
        parts[0] = out.end();
        for (int i = 0; i < behind.size(); i++) {
            parts[i + 1] = behind.get(i);
        }
        line.write(endNanos, parts);
    }

    private static void require(boolean right, String otherwise) throws WireException {
        if (!right) {
            throw new WireException(otherwise);
        }
    }
}
