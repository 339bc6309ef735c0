package io.roundhouse.lifecycle;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Batcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The first requests of a model, made up from its inputs: one row of zeros, dimensions of any size 1, texts empty. A
 * model may rightly refuse such content, so {@code INVALID_INPUT} and {@code ENGINE_FAILED} are an answer ("not warmed")
 * and no failure; whether they are one in spite of that is for the caller, who knows how its predecessor took it.
 */
final class Warmup {
    private static final long BYTES_MAX = 64L * 1024 * 1024; // more is not worth it to have warm code

    /** The JVM's best compiler begins with a method after some 5,000 to 15,000 calls. */
    private static final int COMPILED_AFTER = 10_000;

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private Warmup() {}

    /** Whether the model answered every one of them; a wrong answer throws. */
    static boolean run(ModelSpec spec, Batcher batcher, int requests, Deadline deadline) {
        Tensors row;
        try {
            row = row(spec);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return false; // too large to make up
        }
        for (int i = 0; i < requests; i++) {
            try {
                check(spec, batcher.infer(row, deadline).outputs());
            } catch (InferenceException e) {
                if (e.code() == ErrorCode.INVALID_INPUT || e.code() == ErrorCode.ENGINE_FAILED) {
                    return false;
                }
                throw new InferenceException(ErrorCode.LOAD_FAILED, "warm-up failed: " + e.sentence());
            }
        }
        return true;
    }

    /**
     * Many more of them, for a model that answered the first and replaces one that serves: the requests of that come at
     * full rate at once, and code that is only interpreted could not keep up.
     *
     * @param deadline where it ends at the latest
     */
    static void thoroughly(ModelSpec spec, Batcher batcher, Deadline deadline, LongSupplier nanoClock) {
        Tensors row = row(spec);
        Deadline each = Deadline.after(ANSWER_LIMIT, deadline.nanoTime());
        for (int i = 0; i < COMPILED_AFTER && !deadline.isPast(nanoClock.getAsLong()); i++) {
            batcher.infer(row, each);
        }
    }

    private static void check(ModelSpec spec, Tensors outputs) {
        for (TensorSpec promised : spec.outputs()) {
            Tensor got = outputs.find(promised.name()).orElse(null);
            if (got == null || got.type() != promised.type()) {
                throw new InferenceException(
                        ErrorCode.LOAD_FAILED, "warm-up gave " + outputs + ", but the model promises " + promised);
            }
        }
    }

    static Tensors row(ModelSpec spec) {
        List<Tensor> tensors = new ArrayList<>();
        long bytes = 0;
        for (TensorSpec input : spec.inputs()) {
            Shape shape = concrete(input.shape(), spec.batches());
            if (input.type() == DataType.BYTES) {
                int elements = Math.toIntExact(shape.elements());
                bytes += (long) Integer.BYTES * elements;
                require(bytes);
                tensors.add(Tensor.ofTexts(shape, Collections.nCopies(elements, "")));
            } else {
                bytes += Tensor.byteSize(input.type(), shape);
                require(bytes);
                tensors.add(Tensor.allocate(input.type(), shape));
            }
        }
        return Tensors.of(spec.inputNames(), tensors);
    }

    private static void require(long bytes) {
        if (bytes > BYTES_MAX) {
            throw new IllegalArgumentException("a row needs " + bytes + " bytes, at most " + BYTES_MAX);
        }
    }

    private static Shape concrete(Shape shape, boolean batches) {
        long[] dims = shape.toArray();
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] == Shape.ANY || (i == 0 && batches)) {
                dims[i] = 1;
            }
        }
        return Shape.of(dims);
    }
}
