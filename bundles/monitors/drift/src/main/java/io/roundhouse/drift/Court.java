package io.roundhouse.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decides which columns moved, so that without drift a wrong word about any column at any time is less likely than alpha.
 *
 * <p>Over time: the k-th session may err with the part 1 / (2.11 (k+1) ln²(k+1)) of alpha, and all these parts together are 1
 * (alpha spending, of which any sum will do: Foster, Stine 2008). That needs nothing of how windows that overlap hang together,
 * and costs little: a tail of one in a billion asks for twice the distance that one of one in a hundred does. Over columns: Holm
 * (1979), whatever they have to do with each other. Within a column: {@link Tails}.
 *
 * <p>Much data makes the least shift certain, and a certain shift that small is nobody's concern: a column moved only if it is
 * certain and its index is at least what was set; and it goes on to have moved until the index is a fifth below. One thread.
 */
final class Court {
    private static final double ALL_PARTS = 2.11; // the sum of 1 / (s ln² s) from 2 on is 2.1097
    private static final double HYSTERESIS = 0.8;

    private final DriftSettings settings;
    private final List<Column> columns;
    private final Verdict[] verdicts;
    private final long[] since;
    private long session;

    Court(List<Column> columns, DriftSettings settings, long nowMillis) {
        this.settings = settings;
        this.columns = columns;
        this.verdicts = new Verdict[columns.size()];
        this.since = new long[columns.size()];
        for (int i = 0; i < verdicts.length; i++) {
            verdicts[i] = Verdict.FEW;
            since[i] = nowMillis;
        }
    }

    /** The error that is left for the next session. */
    double alphaOfSession() {
        double s = session + 2.0;
        double log = Math.log(s);
        return settings.alpha() / (ALL_PARTS * s * log * log);
    }

    long sessions() {
        return session;
    }

    /** Judges all columns once. */
    List<Finding> decide(List<Summary> reference, List<Summary> now, long nowMillis) {
        List<Comparison> comparisons = new ArrayList<>();
        List<Integer> judged = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            comparisons.add(Comparison.of(reference.get(i), now.get(i)));
            if (now.get(i).weight().effective() >= settings.rowsMin()
                    && reference.get(i).weight().effective() >= settings.rowsMin()) {
                judged.add(i);
            }
        }
        boolean[] certain = certain(judged, comparisons);
        for (int i = 0; i < columns.size(); i++) {
            Verdict next = judged.contains(i)
                    ? verdict(verdicts[i], certain[i], comparisons.get(i).psi())
                    : Verdict.FEW;
            if (next != verdicts[i] && !(next.isMoved() && verdicts[i].isMoved())) {
                since[i] = nowMillis;
            }
            verdicts[i] = next;
        }
        return IntStream.range(0, columns.size())
                .mapToObj(i -> new Finding(
                        columns.get(i), reference.get(i), now.get(i), comparisons.get(i), verdicts[i], since[i]))
                .toList();
    }

    private boolean[] certain(List<Integer> judged, List<Comparison> comparisons) {
        boolean[] certain = new boolean[columns.size()];
        if (judged.isEmpty()) {
            return certain;
        }
        double alpha = alphaOfSession();
        session++;
        List<Integer> order = judged.stream()
                .sorted(Comparator.comparingDouble(i -> comparisons.get(i).pValue()))
                .toList();
        for (int i = 0; i < order.size(); i++) {
            if (comparisons.get(order.get(i)).pValue() > alpha / (order.size() - i)) {
                break;
            }
            certain[order.get(i)] = true;
        }
        return certain;
    }

    private Verdict verdict(Verdict before, boolean certain, double psi) {
        if ((certain && psi >= settings.psiAlarm())
                || (before == Verdict.MOVED_FAR && psi >= HYSTERESIS * settings.psiAlarm())) {
            return Verdict.MOVED_FAR;
        }
        boolean moved = (certain && psi >= settings.psiWarning())
                || (before.isMoved() && psi >= HYSTERESIS * settings.psiWarning());
        return moved ? Verdict.MOVED : Verdict.STEADY;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(session);
        for (int i = 0; i < verdicts.length; i++) {
            out.writeUTF(verdicts[i].name());
            out.writeLong(since[i]);
        }
    }

    /** Goes on where one was when it was written: what was spent of alpha stays spent. */
    void read(DataInput in) throws IOException {
        session = Math.max(0, in.readLong());
        for (int i = 0; i < verdicts.length; i++) {
            verdicts[i] = Verdict.valueOf(in.readUTF());
            since[i] = in.readLong();
        }
    }
}
