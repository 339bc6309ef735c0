package io.roundhouse.validate;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column of texts or dates. */
final class TextColumn implements ColumnCheck {
    private final TensorSpec spec;
    private final Type type;
    private final @Nullable Constraint required;
    private final ElementCheck element;
    private final @Nullable Constraint order;
    private final Shares shares;

    TextColumn(
            String name,
            Type type,
            @Nullable Constraint required,
            ElementCheck element,
            @Nullable Constraint order,
            Shares shares) {
        spec = new TensorSpec(name, DataType.BYTES, Shape.of(Shape.ANY));
        this.type = type;
        this.required = required;
        this.element = element;
        this.order = order;
        this.shares = shares;
    }

    @Override
    public TensorSpec spec() {
        return spec;
    }

    @Override
    public Tensor check(Tensor column, Run run) {
        ByteBuffer data = column.data();
        int missing = 0;
        int row = 0;
        List<byte[]> edited = null;
        for (int at = 0; at < data.limit(); row++) {
            int length = data.getInt(at);
            int start = at + Integer.BYTES;
            at = start + length;
            missing += length == 0 ? 1 : 0;
            if (length == 0 ? required != null : element.fault(data, start, length, 0, run.nowMillis()) >= 0) {
                byte[] value = new byte[length];
                data.get(start, value);
                byte[] right = length == 0 ? present(value, row, run) : settle(value, row, run);
                if (right != value) {
                    edited = edited == null ? column.bytesElements() : edited;
                    edited.set(row, right);
                }
            }
        }
        shares.count(row, missing, run);
        Tensor checked = edited == null ? column : Tensor.ofBytes(column.shape(), edited);
        if (order != null) {
            Orders.check(order, new Cursor(checked, type), row, run);
        }
        return checked;
    }

    private byte[] present(byte[] value, int row, Run run) {
        if (required == null) {
            return value;
        }
        run.found(required, row, () -> "is missing");
        return required.action() == Action.IMPUTE ? required.value().getBytes(StandardCharsets.UTF_8) : value;
    }

    /** Goes on with the next constraint after one that is flagged or clipped; a declared value keeps all of them. */
    private byte[] settle(byte[] value, int row, Run run) {
        byte[] right = value;
        int from = 0;
        while (true) {
            ByteBuffer data = ByteBuffer.wrap(right).order(ByteOrder.LITTLE_ENDIAN);
            int fault = element.fault(data, 0, right.length, from, run.nowMillis());
            if (fault < 0) {
                return right;
            }
            Constraint constraint = element.constraint(fault);
            byte[] shown = right;
            run.found(constraint, row, () -> Quoted.is(shown));
            if (constraint.action() == Action.IMPUTE) {
                return constraint.value().getBytes(StandardCharsets.UTF_8);
            }
            if (constraint.kind() == Kind.MALFORMED) {
                return right; // nothing else can be said of it
            }
            right = constraint.action() == Action.CLIP ? element.clipped(fault, right) : right;
            from = fault + 1;
        }
    }
}
