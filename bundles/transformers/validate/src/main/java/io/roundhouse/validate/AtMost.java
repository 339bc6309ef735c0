package io.roundhouse.validate;

import io.roundhouse.api.tensor.Tensor;

/** One column is not above another, where both are there. */
record AtMost(Constraint constraint, int lower, int upper, Type type, String upperName) implements RowRule {
    @Override
    public void check(Tensor[] columns, Run run) {
        Cursor lowers = new Cursor(columns[lower], type);
        Cursor uppers = new Cursor(columns[upper], type);
        int rows = (int) columns[lower].shape().rows();
        NumberEdit edit = null;
        for (int row = 0; row < rows; row++) {
            double value = lowers.next();
            double bound = uppers.next();
            if (value > bound) {
                run.found(constraint, row, () -> sentence(value, bound));
                if (constraint.action() == Action.CLIP) {
                    edit = edit == null ? new NumberEdit(columns[lower]) : edit;
                    edit.set(row, bound);
                }
            }
        }
        columns[lower] = edit == null ? columns[lower] : edit.made();
    }

    private String sentence(double value, double bound) {
        return "is " + type.text(value) + " and '" + upperName + "' is " + type.text(bound);
    }
}
