package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A text becomes a vector with a 1 at the place of its category. */
final class OneHot implements Transformer {
    private final Columns columns;
    private final List<Categories> categories;
    private final Unknown unknown;
    private final List<TensorSpec> reads;
    private final List<TensorSpec> writes = new ArrayList<>();

    private OneHot(Columns columns, List<Categories> categories, Unknown unknown) {
        this.columns = columns;
        this.categories = categories;
        this.unknown = unknown;
        this.reads = Columns.texts(columns.from());
        for (int i = 0; i < categories.size(); i++) {
            Shape shape = Shape.of(Shape.ANY, unknown.places(categories.get(i)));
            writes.add(new TensorSpec(columns.into().get(i), DataType.FP32, shape));
        }
    }

    static Transformer step(Settings settings) {
        Columns columns = columns(settings);
        List<Categories> categories = columns.from().stream()
                .map(column -> Categories.of(Learnt.of(settings, column, Categories.KEY)))
                .toList();
        return new OneHot(columns, categories, Unknown.of(settings));
    }

    static Optional<Fitting> fitting(Settings settings) {
        return TextFitting.categories(settings, columns(settings));
    }

    private static Columns columns(Settings settings) {
        return Columns.read(settings, Unknown.KEY, TextFitting.CATEGORIES_MAX, Learnt.KEY);
    }

    @Override
    public List<TensorSpec> reads() {
        return reads;
    }

    @Override
    public List<TensorSpec> writes() {
        return writes;
    }

    @Override
    public Tensors apply(Tensors given) {
        List<Tensor> made = new ArrayList<>(categories.size());
        for (int i = 0; i < categories.size(); i++) {
            made.add(vectors(given.get(columns.from().get(i)), categories.get(i)));
        }
        return Tensors.of(columns.into(), made);
    }

    private Tensor vectors(Tensor column, Categories known) {
        int places = unknown.places(known);
        Tensor vectors = Tensor.allocate(DataType.FP32, Shape.of(column.shape().rows(), places));
        ByteBuffer out = vectors.data();
        Texts texts = new Texts(column);
        for (int row = 0; texts.next(); row++) {
            int place = unknown.place(known, texts);
            if (place >= 0) {
                out.putFloat((row * places + place) * Float.BYTES, 1);
            }
        }
        return vectors;
    }
}
