package io.roundhouse.drift;

import io.roundhouse.api.tensor.Tensor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came lately, in panes of a fixed length by the clock, so that panes of several nodes are of the same time and add up.
 * One thread.
 */
final class Window implements Columns.Taker {
    private final List<Layout> layouts;
    private final long paneMillis;
    private final int panesMax;
    private final TreeMap<Long, List<Counts>> panes = new TreeMap<>(); // by number, the newest is being filled
    private long current;
    private List<Counts> filling = List.of(); // the pane of now, once there are rows in it

    Window(List<Layout> layouts, DriftSettings settings, long nowMillis) {
        this.layouts = List.copyOf(layouts);
        this.paneMillis = settings.every().toMillis();
        this.panesMax = settings.panes();
        this.current = number(nowMillis);
    }

    private long number(long millis) {
        return Math.floorDiv(millis, paneMillis);
    }

    /**
     * Goes on to the pane of now.
     *
     * @return whether a pane with rows has ended, or the last of them is too old now
     */
    boolean turn(long nowMillis) {
        long now = number(nowMillis);
        if (now <= current) {
            return false;
        }
        boolean ended = panes.containsKey(current);
        boolean had = !panes.isEmpty();
        current = now;
        filling = List.of();
        panes.headMap(current - panesMax).clear();
        return ended || (had && panes.isEmpty());
    }

    @Override
    public void take(int column, Tensor tensor) {
        if (filling.isEmpty()) {
            filling = pane(current);
        }
        filling.get(column).add(tensor);
    }

    private List<Counts> pane(long number) {
        return panes.computeIfAbsent(number, one -> begin());
    }

    private List<Counts> begin() {
        List<Counts> counts = new ArrayList<>(layouts.size());
        layouts.forEach(layout -> counts.add(layout.begin()));
        return counts;
    }

    /** All of the panes that have ended. */
    List<Summary> summaries() {
        List<Counts> all = begin();
        for (List<Counts> pane : panes.headMap(current).values()) {
            for (int i = 0; i < all.size(); i++) {
                all.get(i).merge(pane.get(i));
            }
        }
        return all.stream().map(Counts::summary).toList();
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(paneMillis);
        out.writeInt(panes.size());
        for (Map.Entry<Long, List<Counts>> pane : panes.entrySet()) {
            out.writeLong(pane.getKey());
            for (Counts counts : pane.getValue()) {
                counts.write(out);
            }
        }
    }

    /** Adds panes that were written, by this node or another; those that are too old are left out. */
    void merge(DataInput in) throws IOException {
        if (in.readLong() != paneMillis) {
            return; // the settings were changed: what was counted in other panes does not fit
        }
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            long number = in.readLong();
            List<Counts> read = begin();
            for (Counts counts : read) {
                counts.read(in);
            }
            if (number >= current - panesMax && number <= current) {
                List<Counts> pane = pane(number);
                for (int c = 0; c < pane.size(); c++) {
                    pane.get(c).merge(read.get(c));
                }
            }
        }
    }

    int retainedBytes() {
        int bytes = 0;
        for (Layout layout : layouts) {
            bytes += layout.retainedBytes();
        }
        for (List<Counts> pane : panes.values()) {
            for (Counts counts : pane) {
                bytes += counts.retainedBytes();
            }
        }
        return bytes;
    }

    /** The same of one column. */
    int retainedBytes(int column) {
        int bytes = layouts.get(column).retainedBytes();
        for (List<Counts> pane : panes.values()) {
            bytes += pane.get(column).retainedBytes();
        }
        return bytes;
    }
}
