package io.roundhouse.xgboost;

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
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Features in, a prediction a row out. Trees look at one row each, so a row is the same in any batch. */
final class XgBoostModel implements LoadedModel {
    private static final int ROWS_BETWEEN_LOOKS = 1024; // at the clock; a row takes some microseconds

    private final String name;
    private final XgBoostOptions options;
    private final Booster booster;
    private final ModelSpec spec;
    private final int classes;
    private final LongSupplier nanoClock;

    XgBoostModel(String name, XgBoostOptions options, Booster booster, LongSupplier nanoClock) {
        this.name = name;
        this.options = options;
        this.booster = booster;
        this.nanoClock = nanoClock;
        if (booster.features() == 0) {
            throw new InferenceException(ErrorCode.LOAD_FAILED, name + " could not be loaded: it knows no features");
        }
        // The first prediction also makes the booster ready for many threads at once.
        this.classes = booster.predict(new float[booster.features()]).length;
        this.spec = new ModelSpec(
                "xgboost",
                List.of(new TensorSpec(options.input(), DataType.FP32, Shape.of(Shape.ANY, booster.features()))),
                List.of(new TensorSpec(options.output(), DataType.FP32, Shape.of(Shape.ANY, classes))),
                true);
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    @Override
    public int instances() {
        return options.instances();
    }

    @Override
    public Tensors infer(Tensors batch, Deadline deadline) {
        Tensor features = features(batch);
        int rows = Math.toIntExact(features.shape().rows());
        Tensor predictions = Tensor.allocate(DataType.FP32, Shape.of(rows, classes));
        FloatBuffer source = features.data().asFloatBuffer();
        FloatBuffer target = predictions.data().asFloatBuffer();
        for (int done = 0; done < rows; done += ROWS_BETWEEN_LOOKS) {
            if (deadline.isPast(nanoClock.getAsLong())) {
                throw new InferenceException(
                        ErrorCode.DEADLINE_EXCEEDED,
                        name + " was stopped at the deadline, after " + done + " of " + rows + " rows");
            }
            float[] part = new float[Math.min(ROWS_BETWEEN_LOOKS, rows - done) * booster.features()];
            source.get(part);
            target.put(booster.predict(part));
        }
        return Tensors.of(options.output(), predictions);
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

    @Override
    public void close() {
        booster.close();
    }
}
