package io.roundhouse.validate;

import io.roundhouse.api.tensor.Tensor;

/** One column is there where another is. */
record Needs(Constraint constraint, int column, Type type, int other, Type otherType) implements RowRule {
    @Override
    public void check(Tensor[] columns, Run run) {
        Cursor values = new Cursor(columns[column], type);
        Cursor others = new Cursor(columns[other], otherType);
        int rows = (int) columns[column].shape().rows();
        for (int row = 0; row < rows; row++) {
            boolean isThere = !Double.isNaN(values.next());
            boolean otherIsThere = !Double.isNaN(others.next());
            if (isThere && !otherIsThere) {
                run.found(constraint, row, () -> "is there");
            }
        }
    }
}
