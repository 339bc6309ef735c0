package io.roundhouse.host;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The parent's end of a lane: one call at a time, on the caller's own thread. */
final class Lane {
    private static final long LEFT_NANOS_MAX = TimeUnit.DAYS.toNanos(1);

    private final Line line;
    private final SlotFile.Slot slot;
    private final HostSettings settings;
    private final Out out = new Out();
    private int generation;

    Lane(Line line, SlotFile.Slot slot, HostSettings settings) {
        this.line = line;
        this.slot = slot;
        this.settings = settings;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws LateException the child computes longer than anybody waits
     * @throws IOException it has gone, or said what makes no sense; this lane is of no use any more
     * @throws io.roundhouse.api.error.InferenceException the engine's own; the lane goes on
     */
    Tensors call(Tensors batch, Deadline deadline) throws IOException {
        long now = System.nanoTime();
        long left = Math.min(deadline.remainingNanos(now), LEFT_NANOS_MAX);
        long end = now + Math.max(0, left) + settings.grace().toNanos();
        generation++;
        Calls.ask(line, out, generation, left, batch, slot.request(), end);
        In frame = line.frame(Calls.FRAME_MAX, end);
        List<Parcel.Piece> pieces =
                Calls.answered(frame, generation, slot.answer().capacity(), settings.answerBytesMax());
        return Parcel.unpack(pieces, line, slot.answer(), true, end);
    }

    Line line() {
        return line;
    }
}
