package io.roundhouse.validate;

/** The constraint that no value of a request is below the one before it. */
final class Orders {
    private Orders() {}

    static void check(Constraint constraint, Cursor cursor, int rows, Run run) {
        double before = Double.NaN;
        for (int row = 0; row < rows; row++) {
            double value = cursor.next();
            if (value < before) {
                run.found(constraint, row, () -> "is below the row before it");
            }
            before = Double.isNaN(value) ? before : value;
        }
    }
}
