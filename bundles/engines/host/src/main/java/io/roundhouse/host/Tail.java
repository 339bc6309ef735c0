package io.roundhouse.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a child prints, so that it never waits for a reader, and keeps the last lines for the log of its end. */
final class Tail {
    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final int LINES_MAX = 30;
    private static final int LINE_LENGTH_MAX = 300;

    private static final Pattern SIGNAL = Pattern.compile("^# +(SIG[A-Z]+) \\(0x");

    private final InputStream from;
    private final Thread thread;
    private final ArrayDeque<String> last = new ArrayDeque<>(); // under its own lock

    private Tail(InputStream from, String what) {
        this.from = from;
        this.thread = new Thread(this::read, "roundhouse-host-output " + what);
        thread.setDaemon(true);
    }

    static Tail of(Process process, String what) {
        Tail tail = new Tail(process.getInputStream(), what);
        tail.thread.start();
        return tail;
    }

    private void read() {
        StringBuilder line = new StringBuilder();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            int next;
            while ((next = reader.read()) >= 0) {
                if (next == '\n') {
                    add(line.toString());
                    line.setLength(0);
                } else if (line.length() < LINE_LENGTH_MAX) { // one without end takes no memory without end
                    line.append((char) next);
                }
            }
            add(line.toString());
        } catch (IOException e) {
            LOG.trace("the output of a child ended", e);
        }
    }

    private void add(String line) {
        String printable = line.replaceAll("\\p{Cntrl}", " ");
        LOG.debug("{}", printable);
        synchronized (last) {
            if (printable.isBlank()) {
                return;
            }
            last.add(printable.strip());
            if (last.size() > LINES_MAX) {
                last.remove();
            }
        }
    }

    /** In one line; empty when it printed nothing. */
    String text() {
        synchronized (last) {
            return String.join(" | ", last);
        }
    }

    /** The signal that the JVM met, if it printed one. */
    Optional<String> signal() {
        synchronized (last) {
            return last.stream()
                    .map(SIGNAL::matcher)
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .findFirst();
        }
    }

    /** Waits for the end of the output, which is that of the process; not for ever, as a grandchild may hold it. */
    void join(long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
