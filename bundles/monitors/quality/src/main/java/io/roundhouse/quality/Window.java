package io.roundhouse.quality;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rows of the last while, in panes of a twelfth of it: the oldest goes as a whole. One thread. */
final class Window {
    static final int PANES = 12;

    private final long paneNanos;
    private final long start;
    private final Supplier<Pane> fresh;
    private final @Nullable Pane[] panes = new Pane[PANES];
    private long newest;

    Window(Duration length, long now, Supplier<Pane> fresh) {
        paneNanos = length.toNanos() / PANES;
        start = now;
        this.fresh = fresh;
    }

    /** Where rows of now belong. */
    Pane at(long now) {
        pass(now);
        int place = (int) (newest % PANES);
        Pane pane = panes[place];
        if (pane == null) {
            pane = fresh.get();
            panes[place] = pane;
        }
        return pane;
    }

    /** All rows that are in the window now; the caller's. */
    Pane sum(long now) {
        pass(now);
        Pane all = fresh.get();
        for (Pane pane : panes) {
            if (pane != null) {
                all.add(pane);
            }
        }
        return all;
    }

    private void pass(long now) {
        long pane = Math.max(newest, (now - start) / paneNanos);
        long steps = Math.min(PANES, pane - newest);
        for (long i = 1; i <= steps; i++) {
            panes[(int) ((newest + i) % PANES)] = null;
        }
        if (steps == PANES) {
            Arrays.fill(panes, null);
        }
        newest = pane;
    }
}
