package io.roundhouse.shell;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Offline;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/**
 * How far a long command is: a bar that is drawn over itself on a terminal, a line every ten seconds where nobody can see
 * one. Closing takes the bar away.
 */
final class ProgressLine implements Offline.Watch, AutoCloseable {
    private static final long BAR_NANOS = 100_000_000L;
    private static final long LINE_NANOS = 10_000_000_000L;
    private static final int CELLS = 24;
    private static final double SHARE_MIN = 0.01; // below, the time left is a guess

    /** How to show it. */
    enum Style {
        BAR,
        LINES,
        NONE
    }

    private final Style style;
    private final PrintStream out;
    private final LongSupplier nanoClock;
    private String doing = "";
    private long begun;
    private long told;
    private long shown;
    private boolean drawn;

    ProgressLine(Style style, PrintStream out, LongSupplier nanoClock) {
        this.style = style;
        this.out = out;
        this.nanoClock = nanoClock;
        this.told = nanoClock.getAsLong();
        this.shown = told;
    }

    static ProgressLine of(String wanted, @Nullable Session session, PrintStream out) {
        return new ProgressLine(style(wanted, session), out, System::nanoTime);
    }

    private static Style style(String wanted, @Nullable Session session) {
        return switch (wanted) {
            case "bar" -> Style.BAR;
            case "lines" -> Style.LINES;
            case "none" -> Style.NONE;
            case "" -> session == null || session.getTerminal() == null ? Style.LINES : Style.BAR;
            default ->
                throw new InferenceException(
                        ErrorCode.INVALID_REQUEST, "--progress must be bar, lines or none, was '" + wanted + "'");
        };
    }

    @Override
    public void at(String what, long rows, double share) {
        long now = nanoClock.getAsLong();
        if (!what.equals(doing)) {
            doing = what;
            begun = told; // the first batch of a pass is told when it is done
        }
        told = now;
        if (style == Style.NONE || now - shown < (style == Style.BAR ? BAR_NANOS : LINE_NANOS)) {
            return;
        }
        shown = now;
        String text = text(rows, share, (now - begun) / 1e9);
        if (style == Style.BAR) {
            out.print("\r\033[K" + bar(share) + " " + text);
            drawn = true;
        } else {
            out.println(text);
        }
        out.flush();
    }

    private String text(long rows, double share, double seconds) {
        String left = share < SHARE_MIN ? "" : ", " + Texts.left(seconds / share - seconds) + " left";
        return String.format(
                Locale.ROOT,
                "%s: %d %%, %,d rows, %,d rows/s%s",
                doing,
                (int) (share * 100),
                rows,
                (long) (rows / Math.max(seconds, 1e-3)),
                left);
    }

    private static String bar(double share) {
        int full = (int) Math.round(share * CELLS);
        return "[" + "#".repeat(full) + ".".repeat(CELLS - full) + "]";
    }

    @Override
    public void close() {
        if (drawn) {
            out.print("\r\033[K");
            out.flush();
        }
    }
}
