package io.roundhouse.judge;

/** How many values fell into each bucket; adding and summing up take a few steps (a Fenwick tree). */
final class Counts {
    private final long[] tree;
    private final int top; // the largest power of two that is an index
    private long total;

    Counts(int buckets) {
        tree = new long[buckets + 1];
        top = Integer.highestOneBit(buckets);
    }

    void add(int bucket, long count) {
        total += count;
        for (int i = bucket + 1; i < tree.length; i += i & -i) {
            tree[i] += count;
        }
    }

    long total() {
        return total;
    }

    /** In all buckets before this one. */
    long below(int bucket) {
        long sum = 0;
        for (int i = Math.max(0, Math.min(bucket, tree.length - 1)); i > 0; i -= i & -i) {
            sum += tree[i];
        }
        return sum;
    }

    /** In all buckets after this one. */
    long above(int bucket) {
        return total - below(bucket + 1);
    }

    /** The bucket of the value with so many before it, of {@code 0..total-1}. */
    int bucketOf(long before) {
        int bucket = 0;
        long left = before;
        for (int step = top; step > 0; step >>= 1) {
            if (bucket + step < tree.length && tree[bucket + step] <= left) {
                bucket += step;
                left -= tree[bucket];
            }
        }
        return bucket;
    }

    void save(Saved.Writer out) {
        out.add(total);
        for (long before = 0; before < total; ) {
            int bucket = bucketOf(before);
            long upTo = below(bucket + 1);
            out.add(bucket).add(upTo - before);
            before = upTo;
        }
    }

    void restore(Saved.Reader in) {
        long saved = in.count();
        while (total < saved) {
            add((int) in.count(), in.count());
        }
    }
}
