package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;

/** One vector a row: the numbers of some columns in the order they are named, behind them the vectors of others. */
final class Assemble implements Transformer {
    private static final String VECTORS = "vectors";

    private final List<String> numbers;
    private final List<String> vectors;
    private final List<TensorSpec> reads;
    private final List<TensorSpec> writes;

    private Assemble(List<String> numbers, List<String> vectors, String into) {
        this.numbers = numbers;
        this.vectors = vectors;
        List<TensorSpec> specs = new ArrayList<>(Columns.numbers(numbers));
        for (String vector : vectors) {
            specs.add(new TensorSpec(vector, DataType.FP32, Shape.of(Shape.ANY, Shape.ANY)));
        }
        this.reads = List.copyOf(specs);
        long width = vectors.isEmpty() ? numbers.size() : Shape.ANY;
        this.writes = List.of(new TensorSpec(into, DataType.FP32, Shape.of(Shape.ANY, width)));
    }

    static Transformer step(Settings settings) {
        settings.allow(Columns.COLUMNS, VECTORS, Columns.INTO);
        List<String> numbers = settings.texts(Columns.COLUMNS);
        List<String> vectors = settings.texts(VECTORS);
        List<String> all = new ArrayList<>(numbers);
        all.addAll(vectors);
        if (all.isEmpty()) {
            throw settings.invalid(
                    Columns.COLUMNS, "or 'vectors' must name at least one column, both were empty", null);
        }
        Columns.requireDistinct(settings, numbers.isEmpty() ? VECTORS : Columns.COLUMNS, all);
        String into = Columns.requireLength(settings, Columns.INTO, settings.text(Columns.INTO, "features"));
        return new Assemble(numbers, vectors, into);
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
        int width = numbers.size();
        for (String vector : vectors) {
            width = Math.addExact(width, (int) given.get(vector).shape().dim(1));
        }
        long rows = given.get(reads.get(0).name()).shape().rows();
        Tensor made = Tensor.allocate(DataType.FP32, Shape.of(rows, width));
        ByteBuffer out = made.data();
        for (int i = 0; i < numbers.size(); i++) {
            put(given.get(numbers.get(i)).data().asDoubleBuffer(), out, i * Float.BYTES, width * Float.BYTES);
        }
        int at = numbers.size();
        for (String vector : vectors) {
            Tensor rowsOf = given.get(vector);
            int size = (int) rowsOf.shape().dim(1);
            put(rowsOf.data(), size * Float.BYTES, out, at * Float.BYTES, width * Float.BYTES);
            at += size;
        }
        return Tensors.of(writes.get(0).name(), made);
    }

    /** Numbers into every row. NaN is always the same one, whatever bits a client sent. */
    private static void put(DoubleBuffer values, ByteBuffer out, int from, int rowBytes) {
        for (int at = from; values.hasRemaining(); at += rowBytes) {
            double value = values.get();
            out.putFloat(at, Double.isNaN(value) ? Float.NaN : (float) value);
        }
    }

    /** Vectors into every row, as they are. */
    private static void put(ByteBuffer vectors, int vectorBytes, ByteBuffer out, int from, int rowBytes) {
        int at = from;
        for (int next = 0; next < vectors.limit(); next += vectorBytes) {
            out.put(at, vectors, next, vectorBytes);
            at += rowBytes;
        }
    }
}
