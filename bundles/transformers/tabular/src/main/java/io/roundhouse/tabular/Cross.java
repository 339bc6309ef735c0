package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts of several columns become one, so that what holds of them together can be learnt. Missing if one is. */
final class Cross implements Transformer {
    private static final String SEPARATOR = "separator";

    private final List<String> from;
    private final byte[] separator;
    private final List<TensorSpec> reads;
    private final List<TensorSpec> writes;

    private Cross(List<String> from, String into, String separator) {
        this.from = from;
        this.separator = separator.getBytes(StandardCharsets.UTF_8);
        this.reads = Columns.texts(from);
        this.writes = Columns.texts(List.of(into));
    }

    static Transformer step(Settings settings) {
        settings.allow(Columns.COLUMNS, Columns.INTO, SEPARATOR);
        List<String> from = Columns.names(settings, Columns.COLUMNS);
        if (from.size() < 2) {
            throw settings.invalid(Columns.COLUMNS, "must name two columns or more to cross, was " + from, null);
        }
        String into = Columns.requireLength(settings, Columns.INTO, settings.text(Columns.INTO));
        return new Cross(from, into, settings.text(SEPARATOR, "|"));
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
        Texts[] columns = new Texts[from.size()];
        long size = 0;
        long rows = 0;
        for (int i = 0; i < columns.length; i++) {
            Tensor column = given.get(from.get(i));
            columns[i] = new Texts(column);
            size += column.byteSize();
            rows = column.shape().rows();
        }
        size += rows * (columns.length - 1L) * separator.length; // at most: lengths are counted for every column
        if (size > Integer.MAX_VALUE) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT,
                    "'" + writes.get(0).name() + "': " + rows + " rows make " + size
                            + " bytes, more than 2 GiB; send fewer rows");
        }
        ByteBuffer out = Tensor.allocate(DataType.UINT8, Shape.of(size)).data(); // cut from a slab where it is small
        for (long row = 0; row < rows; row++) {
            cross(columns, out);
        }
        return Tensors.of(writes.get(0).name(), Tensor.of(DataType.BYTES, Shape.of(rows), out.flip()));
    }

    private void cross(Texts[] columns, ByteBuffer out) {
        int at = out.position();
        out.putInt(0);
        boolean missing = false;
        for (int i = 0; i < columns.length; i++) {
            Texts column = columns[i];
            column.next();
            missing |= column.isMissing();
            if (i > 0) {
                out.put(separator);
            }
            out.put(out.position(), column.data, column.at, column.length);
            out.position(out.position() + column.length);
        }
        if (missing) {
            out.position(at + Integer.BYTES);
        } else {
            out.putInt(at, out.position() - at - Integer.BYTES);
        }
    }
}
