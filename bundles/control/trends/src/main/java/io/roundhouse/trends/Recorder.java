package io.roundhouse.trends;

import io.roundhouse.server.control.Metrics.Sample;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at the numbers and makes minutes of them. A look belongs to the minute in the middle between it and the one before, as
 * that is when counts grew. One thread.
 */
final class Recorder {
    static final long LOOK_MILLIS = 15_000;

    private static final long MINUTE_MILLIS = Table.MINUTE.millis();
    private static final long FORGET_MILLIS = 60 * MINUTE_MILLIS; // a number that was away for longer begins anew
    private static final long BACK_MILLIS = 10 * MINUTE_MILLIS; // a clock put back by less stays in the open minute
    private static final int TRACKS_MAX = 100_000;
    private static final int LABELS_LENGTH_MAX = 2_000;
    private static final long NONE = Long.MIN_VALUE;

    private final Keep keep;
    private final int seriesMax;
    private final Outbox outbox;
    private final Map<Raw, Track> tracks = new HashMap<>();
    private final Map<SeriesKey, Live> series = new HashMap<>();
    private final Set<SeriesKey> leftOut = new HashSet<>(); // at this look
    private long minute = NONE;
    private long lastMillis = NONE;
    private volatile LeftOut told = LeftOut.NONE;
    private volatile int kept;

    private record Raw(String name, Map<String, String> labels) {}

    /** Series for which there was no room, and some of their names. */
    record LeftOut(int series, Set<String> names) {
        static final LeftOut NONE = new LeftOut(0, Set.of());
        static final int NAMES_MAX = 3;
    }

    Recorder(Keep keep, int seriesMax, Outbox outbox) {
        this.keep = keep;
        this.seriesMax = seriesMax;
        this.outbox = outbox;
    }

    void look(List<Sample> samples, long nowMillis) {
        turn(minuteOf(nowMillis));
        leftOut.clear();
        boolean knew = lastMillis != NONE && told.series() == 0;
        double before = knew ? 0 : Double.NaN; // of a count that is new; it may have been there without being looked at
        for (Sample sample : samples) {
            if (Double.isFinite(sample.value())) {
                take(sample, before, nowMillis);
            }
        }
        series.values().forEach(Live::endLook);
        lastMillis = nowMillis;
        tell();
    }

    private long minuteOf(long nowMillis) {
        boolean near = lastMillis != NONE && nowMillis >= lastMillis && nowMillis - lastMillis <= MINUTE_MILLIS;
        return Table.MINUTE.index(near ? lastMillis + (nowMillis - lastMillis) / 2 : nowMillis);
    }

    private void turn(long next) {
        boolean back = next < minute && (minute - next) * MINUTE_MILLIS <= BACK_MILLIS;
        if (minute == NONE) {
            minute = next;
        } else if (next != minute && !back) {
            end();
            minute = next;
        }
    }

    private void take(Sample sample, double before, long nowMillis) {
        Raw raw = new Raw(sample.name(), sample.labels());
        Track track = tracks.get(raw);
        if (track == null) {
            Optional<Live> live = keep.key(sample).flatMap(this::live);
            if (live.isEmpty()) {
                return; // not wanted, or perhaps there is room at the next look
            }
            track = new Track(live.get());
            tracks.put(raw, track);
        }
        track.seen(nowMillis);
        Live live = track.live();
        if (!live.key().counts()) {
            live.see(sample.value());
            return;
        }
        double growth = track.growth(sample.value(), before);
        if (!Double.isNaN(growth)) {
            live.grow(growth);
        }
    }

    private Optional<Live> live(SeriesKey key) {
        Live there = series.get(key);
        boolean room = series.size() < seriesMax && tracks.size() < TRACKS_MAX;
        if (there == null && room && key.text().length() <= LABELS_LENGTH_MAX) {
            there = new Live(key);
            series.put(key, there);
        } else if (there == null) {
            leftOut.add(key);
        }
        return Optional.ofNullable(there);
    }

    private void tell() {
        kept = series.size();
        TreeSet<String> names = new TreeSet<>();
        leftOut.forEach(key -> names.add(key.name()));
        while (names.size() > LeftOut.NAMES_MAX) {
            names.pollLast();
        }
        told = leftOut.isEmpty() ? LeftOut.NONE : new LeftOut(leftOut.size(), names);
    }

    /** Ends the open minute before its time: what it gave so far is written, and added to if it goes on. */
    void end() {
        if (minute == NONE) {
            return;
        }
        Map<SeriesKey, Rolled> gave = new HashMap<>();
        series.values().forEach(live -> live.endMinute().ifPresent(rolled -> gave.put(live.key(), rolled)));
        if (!gave.isEmpty()) {
            outbox.add(minute * MINUTE_MILLIS, gave);
        }
        forget();
    }

    private void forget() {
        boolean gone = tracks.values().removeIf(track -> lastMillis - track.seenMillis() > FORGET_MILLIS);
        if (gone) {
            Set<SeriesKey> there = new HashSet<>();
            tracks.values().forEach(track -> there.add(track.live().key()));
            series.keySet().retainAll(there);
        }
    }

    int kept() {
        return kept;
    }

    LeftOut leftOut() {
        return told;
    }
}
