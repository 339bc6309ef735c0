package io.roundhouse.stepcache;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Caching;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.spi.transformer.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Doubles numbers and repeats texts; refuses "bad", flags "odd"; remembers which rows it was asked for. */
final class CountingStep implements Transformer {
    static final TensorSpec NUMBER = new TensorSpec("number", DataType.FP32, Shape.of(Shape.ANY, 2));
    static final TensorSpec TEXT = new TensorSpec("text", DataType.BYTES, Shape.of(Shape.ANY));

    final List<List<String>> asked = new ArrayList<>();
    final AtomicInteger closed = new AtomicInteger();
    private final Caching caching;

    CountingStep(Caching caching) {
        this.caching = caching;
    }

    static Tensors rows(String... texts) {
        Tensor numbers = Tensor.allocate(DataType.FP32, Shape.of(texts.length, 2));
        for (int i = 0; i < texts.length; i++) {
            numbers.data().putFloat(8 * i, texts[i].hashCode()).putFloat(8 * i + 4, 1);
        }
        return Tensors.of(
                List.of("number", "text"), List.of(numbers, Tensor.ofTexts(Shape.of(texts.length), List.of(texts))));
    }

    @Override
    public List<TensorSpec> reads() {
        return List.of(NUMBER, TEXT);
    }

    @Override
    public List<TensorSpec> writes() {
        return List.of(NUMBER, TEXT);
    }

    @Override
    public Caching caching() {
        return caching;
    }

    @Override
    public Tensors apply(Tensors columns) {
        return apply(columns, StepContext.none());
    }

    @Override
    public Tensors apply(Tensors columns, StepContext context) {
        List<String> texts = columns.get("text").texts();
        asked.add(texts);
        Tensor doubled = Tensor.allocate(DataType.FP32, columns.get("number").shape());
        for (int i = 0; i < doubled.byteSize(); i += 4) {
            doubled.data().putFloat(i, 2 * columns.get("number").data().getFloat(i));
        }
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).equals("bad")) {
                throw new InferenceException(ErrorCode.INVALID_INPUT, "row " + i + " is bad");
            }
            if (texts.get(i).equals("odd")) {
                context.flag("row " + i + " is odd");
            }
        }
        List<String> repeated = texts.stream().map(text -> text + text).toList();
        return Tensors.of(
                List.of("number", "text"), List.of(doubled, Tensor.ofTexts(Shape.of(texts.size()), repeated)));
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
