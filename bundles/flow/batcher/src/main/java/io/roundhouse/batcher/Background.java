package io.roundhouse.batcher;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.util.function.BooleanSupplier;

/**
 * Calls the engine for requests that nobody waits for, each on its own thread and alone, unless somebody else wants the
 * engine: they never stand in the line, and where others ask the model too, the last free instance is for these. Such
 * calls count for no {@link Pace}, as their threads get little of the processor.
 */
record Background(
        String name,
        WaitingLine line,
        Instances instances,
        RequestThreads requestThreads,
        BatchRun batchRun,
        Awaited awaited) {
    /**
     * Runs it, or refuses.
     *
     * @throws InferenceException {@code OVERLOADED}: the engine is wanted; {@code MODEL_NOT_READY}: it is closed
     */
    void run(Pending pending, BooleanSupplier isClosed) {
        int free = awaited.isRecent(pending.sinceNanos) ? 1 : 0;
        if (line.hasWaiting() || !instances.tryTakeLeaving(free)) {
            throw new InferenceException(ErrorCode.OVERLOADED, name + " is wanted by requests that somebody waits for");
        }
        try {
            if (isClosed.getAsBoolean() || !requestThreads.admit(Thread.currentThread())) { // as in ModelBatcher
                throw new InferenceException(ErrorCode.MODEL_NOT_READY, name + " is closed");
            }
            if (!batchRun.isOver(pending)) {
                batchRun.runBackground(pending);
            }
        } finally {
            instances.giveBack();
        }
        boolean unused = Thread.interrupted(); // an engine may leave the flag set
    }
}
