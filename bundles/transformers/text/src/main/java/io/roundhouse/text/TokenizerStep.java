package io.roundhouse.text;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Caching;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Texts become token ids, attention mask and token types: three INT64 columns, as long as the longest row. */
final class TokenizerStep implements Transformer {
    private final Tokenizer tokenizer;
    private final TokenizerSettings settings;

    TokenizerStep(Tokenizer tokenizer, TokenizerSettings settings) {
        this.tokenizer = tokenizer;
        this.settings = settings;
    }

    @Override
    public List<TensorSpec> reads() {
        return List.of(new TensorSpec(settings.text(), DataType.BYTES, Shape.of(Shape.ANY)));
    }

    @Override
    public List<TensorSpec> writes() {
        Shape shape = Shape.of(
                Shape.ANY,
                settings.padding() == TokenizerSettings.Padding.MAX_LENGTH ? settings.lengthMax() : Shape.ANY);
        return settings.into().stream()
                .map(name -> new TensorSpec(name, DataType.INT64, shape))
                .toList();
    }

    @Override
    public Tensors apply(Tensors columns) {
        List<byte[]> texts = columns.get(settings.text()).bytesElements();
        List<Tokenizer.Encoded> rows = new ArrayList<>(texts.size());
        int longest = 0;
        for (int row = 0; row < texts.size(); row++) {
            Tokenizer.Encoded encoded = encode(texts.get(row), row);
            rows.add(encoded);
            longest = Math.max(longest, encoded.ids().length);
            requireRoom(texts.size(), settings.paddedLength(longest));
        }
        Shape shape = Shape.of(rows.size(), settings.paddedLength(longest));
        List<Tensor> made = new ArrayList<>(settings.into().size());
        for (int column = 0; column < settings.into().size(); column++) {
            made.add(column(column, rows, shape));
        }
        return Tensors.of(settings.into(), made);
    }

    private Tokenizer.Encoded encode(byte[] bytes, int row) {
        if (bytes.length > settings.bytesMax()) {
            throw invalid(row, "has " + bytes.length + " bytes, at most " + settings.bytesMax());
        }
        String text = Utf8.decode(bytes).orElseThrow(() -> invalid(row, "is not valid UTF-8"));
        Tokenizer.Encoded encoded = tokenizer.encode(text);
        if (encoded.ids().length > settings.lengthMax()) {
            throw invalid(row, "has " + encoded.ids().length + " tokens, at most " + settings.lengthMax());
        }
        return encoded;
    }

    /** Before the next text is encoded and before anything is allocated. */
    private void requireRoom(long rows, long length) {
        if (rows * length > settings.tokensMax()) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT,
                    "'" + settings.text() + "': " + rows + " rows of " + length + " tokens are more than the "
                            + settings.tokensMax() + " tokens a request may have; send fewer rows");
        }
    }

    private Tensor column(int column, List<Tokenizer.Encoded> rows, Shape shape) {
        Tensor tensor = Tensor.allocate(DataType.INT64, shape);
        LongBuffer data = tensor.data().asLongBuffer();
        int length = (int) shape.dim(1);
        for (int row = 0; row < rows.size(); row++) {
            Tokenizer.Encoded encoded = rows.get(row);
            int tokens = encoded.ids().length;
            switch (column) {
                case 0 -> data.put(encoded.ids()).put(repeat(tokenizer.padId(), length - tokens));
                case 1 -> data.put(repeat(1, tokens));
                default -> data.put(encoded.types());
            }
            data.position((row + 1) * length);
        }
        return tensor;
    }

    private static long[] repeat(long value, int times) {
        long[] values = new long[times];
        Arrays.fill(values, value);
        return values;
    }

    private InferenceException invalid(int row, String what) {
        return new InferenceException(ErrorCode.INVALID_INPUT, "'" + settings.text() + "': row " + row + " " + what);
    }

    /** Rows are padded to the longest beside them. */
    @Override
    public Caching caching() {
        return Caching.REQUEST;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
