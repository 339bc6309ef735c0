package io.roundhouse.validate;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A column of numbers. One comparison of two ends holds a value against range, infinity and NaN at once. */
final class NumberColumn implements ColumnCheck {
    private final TensorSpec spec;
    private final Constraint malformed;
    private final @Nullable Constraint required;
    private final @Nullable Constraint range;
    private final @Nullable Constraint order;
    private final Shares shares;
    private final double min;
    private final double max;

    /** As the settings say; bounds without a range are those of all finite numbers. */
    record Bounds(@Nullable Constraint constraint, double min, double max) {
        static final Bounds NONE = new Bounds(null, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    NumberColumn(
            String name,
            Constraint malformed,
            @Nullable Constraint required,
            Bounds bounds,
            @Nullable Constraint order,
            Shares shares) {
        spec = new TensorSpec(name, DataType.FP64, Shape.of(Shape.ANY));
        this.malformed = malformed;
        this.required = required;
        range = bounds.constraint();
        min = bounds.min();
        max = bounds.max();
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
        int rows = data.limit() / Double.BYTES;
        int missing = 0;
        NumberEdit edit = null;
        for (int row = 0; row < rows; row++) {
            double value = data.getDouble(row * Double.BYTES);
            if (!(value >= min && value <= max)) {
                missing += Double.isNaN(value) ? 1 : 0;
                double right = judge(value, row, run);
                if (Double.compare(right, value) != 0) {
                    edit = edit == null ? new NumberEdit(column) : edit;
                    edit.set(row, right);
                }
            }
        }
        shares.count(rows, missing, run);
        Tensor checked = edit == null ? column : edit.made();
        if (order != null) {
            Orders.check(order, new Cursor(checked, Type.NUMBER), rows, run);
        }
        return checked;
    }

    private double judge(double value, int row, Run run) {
        if (Double.isNaN(value)) {
            return required == null ? value : settle(required, value, row, run);
        }
        if (Double.isInfinite(value)) {
            return settle(malformed, value, row, run);
        }
        return range == null ? value : settle(range, value, row, run);
    }

    private double settle(Constraint constraint, double value, int row, Run run) {
        run.found(constraint, row, () -> Double.isNaN(value) ? "is missing" : "is " + Numbers.text(value));
        return switch (constraint.action()) {
            case IMPUTE -> Double.parseDouble(constraint.value());
            case CLIP -> Math.max(min, Math.min(max, value));
            case REJECT, FLAG -> value;
        };
    }
}
