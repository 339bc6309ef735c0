package io.roundhouse.host;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import java.io.IOException;
import java.time.Duration;

/** Answers what comes over one lane, one call after the other; requests are read where they lie. */
final class ChildLane implements Runnable {
    private final Line line;
    private final SlotFile.Slot slot;
    private final LoadedModel model;
    private final Out out = new Out();

    ChildLane(Line line, SlotFile.Slot slot, LoadedModel model) {
        this.line = line;
        this.slot = slot;
        this.model = model;
    }

    @Override
    @SuppressWarnings("CatchAndPrintStackTrace") // what is printed is the parent's to log
    public void run() {
        try {
            while (true) {
                answer(Calls.asked(
                        line.frame(Calls.FRAME_MAX, Line.NEVER), slot.request().capacity(), Long.MAX_VALUE));
            }
        } catch (IOException e) {
            return; // the parent let go of this lane
        } catch (Throwable e) { // an engine that leaves by an error may have left anything behind
            e.printStackTrace();
            ParentWatch.end(ParentWatch.FAILED);
        }
    }

    private void answer(Calls.Asked asked) throws IOException {
        Tensors answer;
        try {
            Tensors batch = Parcel.unpack(asked.pieces(), line, slot.request(), false, Line.NEVER);
            answer = model.infer(batch, Deadline.after(Duration.ofNanos(asked.leftNanos()), System.nanoTime()));
        } catch (InferenceException e) {
            Calls.refuse(line, out, asked.generation(), e.code(), e.sentence());
            return;
        } catch (RuntimeException e) {
            Calls.refuse(line, out, asked.generation(), ErrorCode.ENGINE_FAILED, "the engine failed: " + e);
            return;
        }
        Calls.answer(line, out, asked.generation(), answer, slot.answer());
    }
}
