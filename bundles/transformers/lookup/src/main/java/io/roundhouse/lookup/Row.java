package io.roundhouse.lookup;

import java.util.List;

/**
 * What a store has under one key: a number or a text for each column, at the column's place. Immutable once it is
 * published; the arrays are never handed out.
 */
final class Row {
    static final int TEXT_BYTES_MAX = 1 << 16;

    private static final long NO_TIME = Long.MIN_VALUE;
    private static final byte[] EMPTY = {};

    private final double[] numbers;
    private final byte[][] texts;
    private final String fault;
    private long writtenMillis = NO_TIME;

    private Row(int columns, String fault) {
        this.numbers = new double[columns];
        this.texts = new byte[columns][];
        this.fault = fault;
    }

    /** All values missing, to be filled by the one who makes it. */
    static Row blank(List<Column> columns) {
        Row row = new Row(columns.size(), "");
        for (int i = 0; i < row.numbers.length; i++) {
            row.numbers[i] = Double.NaN;
            row.texts[i] = EMPTY;
        }
        return row;
    }

    /** The store knows no such key. */
    static Row absent() {
        return new Row(0, "");
    }

    /** There is something, which cannot be used. */
    static Row faulty(String why) {
        return new Row(0, why);
    }

    void number(int column, double value) {
        numbers[column] = value;
    }

    void text(int column, byte[] utf8) {
        texts[column] = utf8;
    }

    void writtenMillis(long millis) {
        writtenMillis = millis;
    }

    double number(int column) {
        return numbers[column];
    }

    /** The row's own array, only to be read. */
    byte[] text(int column) {
        return texts[column];
    }

    boolean isUsable() {
        return numbers.length > 0;
    }

    /** Why it cannot be used; empty for a key that the store does not know. */
    String fault() {
        return fault;
    }

    boolean hasTime() {
        return writtenMillis != NO_TIME;
    }

    long writtenMillis() {
        return writtenMillis;
    }
}
