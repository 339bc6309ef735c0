package io.roundhouse.validate;

import io.roundhouse.api.tensor.Tensor;
import java.util.List;

/** One column is the sum of others, where all are there. */
record Sum(Constraint constraint, int total, List<Integer> parts, double tolerance) implements RowRule {
    @Override
    public void check(Tensor[] columns, Run run) {
        Cursor totals = new Cursor(columns[total], Type.NUMBER);
        Cursor[] summands = new Cursor[parts.size()];
        for (int i = 0; i < summands.length; i++) {
            summands[i] = new Cursor(columns[parts.get(i)], Type.NUMBER);
        }
        int rows = (int) columns[total].shape().rows();
        NumberEdit edit = null;
        for (int row = 0; row < rows; row++) {
            double value = totals.next();
            double sum = 0;
            for (Cursor summand : summands) {
                sum += summand.next();
            }
            if (Math.abs(value - sum) > tolerance) {
                double right = sum;
                run.found(
                        constraint, row, () -> "is " + Numbers.text(value) + " and the sum is " + Numbers.text(right));
                if (constraint.action() == Action.IMPUTE) {
                    edit = edit == null ? new NumberEdit(columns[total]) : edit;
                    edit.set(row, sum);
                }
            }
        }
        columns[total] = edit == null ? columns[total] : edit.made();
    }
}
