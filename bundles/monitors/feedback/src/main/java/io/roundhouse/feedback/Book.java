package io.roundhouse.feedback;

import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.server.control.Feedback.ArmReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The totals of one model: its arms, each under a number that predictions refer to, and its counts. Written with the
 * predictions in one commit, so that after a sudden end a label is in both or in neither. One thread.
 */
final class Book {
    /** Versions times engines come and go; the arm longest without an answer makes room. */
    static final int ARMS_MAX = 64;

    private static final String COUNTS = "counts";

    /** What is counted. */
    enum Count {
        JOINED,
        UNKNOWN,
        LATE,
        DUPLICATE,
        INVALID,
        DROPPED,
        UNREAD,
        REPLACED
    }

    private final MVMap<String, byte[]> map;
    private final Map<Integer, ArmTotals> arms = new TreeMap<>();
    private final Map<ServedBy, Integer> numbers = new java.util.LinkedHashMap<>(16, 0.75f, true);
    private final EnumMap<Count, Long> counts = new EnumMap<>(Count.class);
    private int next;
    private boolean isDirty;

    Book(MVStore store, String model) {
        map = store.openMap(
                "totals/" + model,
                new MVMap.Builder<String, byte[]>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
        for (Count count : Count.values()) {
            counts.put(count, 0L);
        }
        map.forEach((key, bytes) -> {
            if (key.equals(COUNTS)) {
                readCounts(bytes);
            } else {
                ArmTotals totals = Bytes.read(bytes, ArmTotals::read);
                arms.put(Integer.parseInt(key), totals);
                numbers.put(totals.servedBy, Integer.parseInt(key));
            }
        });
    }

    private void readCounts(byte[] bytes) {
        next = Bytes.read(bytes, in -> {
            int number = in.readInt();
            int known = in.readUnsignedByte();
            for (int i = 0; i < known; i++) {
                long value = in.readLong();
                if (i < Count.values().length) {
                    counts.put(Count.values()[i], value);
                }
            }
            return number;
        });
    }

    /** The number of that arm, a new one if need be; what the book does not tell apart is left out. */
    int number(ServedBy exact) {
        ServedBy servedBy = new ServedBy(exact.model(), exact.arm(), exact.engine(), exact.engineVersion());
        Integer known = numbers.get(servedBy);
        if (known != null) {
            return known;
        }
        if (numbers.size() >= ARMS_MAX) {
            ServedBy oldest = numbers.keySet().iterator().next();
            Integer number = numbers.remove(oldest);
            arms.remove(number);
            map.remove(String.valueOf(number));
        }
        int number = next++;
        numbers.put(servedBy, number);
        arms.put(number, new ArmTotals(servedBy));
        isDirty = true;
        return number;
    }

    /** Null when it had to make room. */
    @Nullable
    ArmTotals arm(int number) {
        return arms.get(number);
    }

    void count(Count what, long times) {
        if (times > 0) {
            counts.merge(what, times, Long::sum);
            isDirty = true;
        }
    }

    /** To the store; the commit is the caller's. True when there was anything. */
    boolean write() {
        boolean written = isDirty;
        for (Map.Entry<Integer, ArmTotals> arm : arms.entrySet()) {
            if (arm.getValue().isDirty) {
                map.put(String.valueOf(arm.getKey()), Bytes.of(arm.getValue()::write));
                arm.getValue().isDirty = false;
                written = true;
            }
        }
        if (isDirty) {
            map.put(COUNTS, Bytes.of(out -> {
                out.writeInt(next);
                out.writeByte(Count.values().length);
                for (Count count : Count.values()) {
                    out.writeLong(counts.getOrDefault(count, 0L));
                }
            }));
            isDirty = false;
        }
        return written;
    }

    Map<String, Long> counts() {
        Map<String, Long> named = new TreeMap<>();
        counts.forEach((count, times) -> named.put(count.name().toLowerCase(java.util.Locale.ROOT), times));
        return named;
    }

    List<ArmReport> reports() {
        List<ArmReport> reports = new ArrayList<>();
        arms.values().forEach(totals -> reports.add(totals.report()));
        reports.sort(
                Comparator.comparing((ArmReport arm) -> arm.servedBy().model().version())
                        .thenComparing(arm -> arm.servedBy().arm())
                        .thenComparing(arm -> arm.servedBy().engineVersion()));
        return reports;
    }
}
