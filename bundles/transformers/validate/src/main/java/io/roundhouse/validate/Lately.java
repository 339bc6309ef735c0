package io.roundhouse.validate;

/** The share of missing values among the last rows of all requests, a sixteenth of these rows more or less. Any thread. */
final class Lately {
    private static final int PARTS = 16;

    private final Constraint constraint;
    private final double shareMax;
    private final int rowsPerPart;
    private final long[] rows = new long[PARTS];
    private final long[] missing = new long[PARTS];
    private int part;
    private long allRows;
    private long allMissing;

    Lately(Constraint constraint, double shareMax, int window) {
        this.constraint = constraint;
        this.shareMax = shareMax;
        rowsPerPart = Math.max(1, window / PARTS);
    }

    void count(int moreRows, int moreMissing, Run run) {
        long of;
        long are;
        synchronized (this) {
            if (rows[part] >= rowsPerPart) {
                part = (part + 1) % PARTS;
                allRows -= rows[part];
                allMissing -= missing[part];
                rows[part] = 0;
                missing[part] = 0;
            }
            rows[part] += moreRows;
            missing[part] += moreMissing;
            allRows += moreRows;
            allMissing += moreMissing;
            of = allRows;
            are = allMissing;
        }
        if (are > of * shareMax && of >= (long) rowsPerPart * (PARTS - 1)) {
            run.foundInAll(constraint, are + " of the last " + of + " rows were missing");
        }
    }
}
