package io.roundhouse.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How much was seen of a column, and how much that is worth: rows of one request may be all alike, so that a request counts as
 * one observation, however many rows it brings. By Kish's effective sample size (Survey Sampling, 1965) requests of m rows are
 * worth (Σm)² / Σm²: as many as there were if all had the same number. Not for two threads at once.
 */
final class Weight {
    private long rows;
    private long missing;
    private double squares;

    /** The rows of one request, those without a value among them. */
    void add(long ofRequest, long missingOfRequest) {
        rows += ofRequest;
        missing += missingOfRequest;
        squares += (double) ofRequest * ofRequest;
    }

    /** Each of the rows so far was an observation of its own. */
    void apart() {
        squares = rows;
    }

    void add(Weight other) {
        rows += other.rows;
        missing += other.missing;
        squares += other.squares;
    }

    long rows() {
        return rows;
    }

    long missing() {
        return missing;
    }

    long present() {
        return rows - missing;
    }

    double squares() {
        return squares;
    }

    double missingShare() {
        return rows == 0 ? 0 : (double) missing / rows;
    }

    /** As many independent rows as these are worth. */
    double effective() {
        return squares == 0 ? 0 : (double) rows * rows / squares;
    }

    /** What one row is worth, 0 to 1. */
    double perRow() {
        return squares == 0 ? 0 : rows / squares;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(rows);
        out.writeLong(missing);
        out.writeDouble(squares);
    }

    void read(DataInput in) throws IOException {
        rows = in.readLong();
        missing = in.readLong();
        squares = in.readDouble();
        if (missing < 0 || rows < missing || !(squares >= rows)) {
            throw new IOException("counts of rows that cannot be");
        }
    }

    Weight copy() {
        return of(rows, missing, squares);
    }

    /** What a profile tells. */
    static Weight of(long rows, long missing, double squares) {
        Weight weight = new Weight();
        weight.rows = rows;
        weight.missing = missing;
        weight.squares = squares;
        return weight;
    }
}
