package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.util.ArrayList;
import java.util.List;

/** Gives the client a column that was made before the model: which picture a text is of, or where it stands there. */
record Give(TensorSpec column, String into) implements Transformer {
    static Give read(Settings settings) {
        settings.allow("column", "into", "type", "shape");
        String column = settings.text("column");
        List<Long> dims = new ArrayList<>(List.of(Shape.ANY));
        for (String text : settings.texts("shape")) {
            dims.add(dim(settings, text));
        }
        if (dims.size() > Shape.RANK_MAX) {
            throw settings.invalid("shape", "must have at most " + (Shape.RANK_MAX - 1) + " sizes", null);
        }
        long[] shape = dims.stream().mapToLong(Long::longValue).toArray();
        return new Give(
                new TensorSpec(column, settings.choice("type", DataType.FP32), Shape.of(shape)),
                settings.text("into", column));
    }

    private static long dim(Settings settings, String text) {
        try {
            long dim = Long.parseLong(text);
            if (dim >= Shape.ANY && dim <= Integer.MAX_VALUE) {
                return dim;
            }
        } catch (NumberFormatException e) {
            throw settings.invalid("shape", "must hold sizes of a row's dimensions, '" + text + "' is none", e);
        }
        throw settings.invalid("shape", "must hold sizes of a row's dimensions, or -1 for any, was " + text, null);
    }

    @Override
    public List<TensorSpec> reads() {
        return List.of(column);
    }

    @Override
    public List<TensorSpec> writes() {
        return List.of(new TensorSpec(into, column.type(), column.shape()));
    }

    @Override
    public Tensors apply(Tensors columns) {
        Tensor given = columns.get(column.name());
        return Tensors.of(into, given);
    }
}
