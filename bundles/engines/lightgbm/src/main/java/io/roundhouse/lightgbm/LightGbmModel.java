package io.roundhouse.lightgbm;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Features in, a prediction a row out. Rows are predicted one after the other, so they are the same in any batch. */
final class LightGbmModel implements LoadedModel {
    private static final int ROWS_BETWEEN_LOOKS = 64; // at the clock; a row takes microseconds

    private final String name;
    private final LightGbmOptions options;
    private final List<Booster> boosters;
    private final ArrayBlockingQueue<Booster> free;
    private final ModelSpec spec;
    private final LongSupplier nanoClock;

    LightGbmModel(String name, LightGbmOptions options, List<Booster> boosters, LongSupplier nanoClock) {
        this.name = name;
        this.options = options;
        this.boosters = List.copyOf(boosters);
        this.free = new ArrayBlockingQueue<>(boosters.size(), false, boosters);
        this.nanoClock = nanoClock;
        Booster any = boosters.get(0);
        this.spec = new ModelSpec(
                "lightgbm",
                List.of(new TensorSpec(options.input(), options.inputType(), Shape.of(Shape.ANY, any.features()))),
                List.of(new TensorSpec(options.output(), DataType.FP64, Shape.of(Shape.ANY, any.classes()))),
                true);
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    @Override
    public int instances() {
        return boosters.size();
    }

    @Override
    public Tensors infer(Tensors batch, Deadline deadline) {
        Tensor features = features(batch);
        @Nullable Booster booster = free.poll();
        if (booster == null) {
            throw new InferenceException(
                    ErrorCode.INTERNAL,
                    name + " was called more often at once than its instances allow, " + boosters.size() + " of "
                            + boosters.size() + " are taken");
        }
        try {
            return Tensors.of(options.output(), predict(booster, features, deadline));
        } finally {
            free.add(booster);
        }
    }

    private Tensor features(Tensors batch) {
        TensorSpec expected = spec.inputs().get(0);
        @Nullable Tensor features = batch.find(expected.name()).orElse(null);
        if (features == null
                || features.type() != expected.type()
                || !expected.shape().accepts(features.shape())) {
            throw new InferenceException(ErrorCode.INVALID_INPUT, name + " expects " + expected + ", got " + batch);
        }
        return features;
    }

    private Tensor predict(Booster booster, Tensor features, Deadline deadline) {
        long rows = features.shape().rows();
        Tensor predictions = Tensor.allocate(DataType.FP64, Shape.of(rows, booster.classes()));
        DoubleBuffer target = predictions.data().asDoubleBuffer();
        boolean wide = features.type() == DataType.FP64;
        FloatBuffer floats = features.data().asFloatBuffer();
        DoubleBuffer doubles = features.data().asDoubleBuffer();
        for (long i = 0; i < rows; i++) {
            if (i % ROWS_BETWEEN_LOOKS == 0 && deadline.isPast(nanoClock.getAsLong())) {
                throw new InferenceException(
                        ErrorCode.DEADLINE_EXCEEDED,
                        name + " was stopped at the deadline, after " + i + " of " + rows + " rows");
            }
            if (wide) {
                doubles.get(booster.row());
            } else {
                widen(floats, booster.row());
            }
            booster.predict(target);
        }
        return predictions;
    }

    private static void widen(FloatBuffer from, double[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = from.get();
        }
    }

    @Override
    public void close() {
        boosters.forEach(Booster::close);
    }
}
