package io.roundhouse.host;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server writes down about a process that it started, and about itself. A pid alone names nobody: it is given again.
 *
 * @param boot of the machine; pids and ticks of another mean nothing
 * @param child the process that was started
 * @param parent the server
 */
record LeftoversNote(String boot, Started child, Started parent) {
    private static final String NUMBER = " (\\d{1,18})";
    private static final Pattern LINE =
            Pattern.compile("roundhouse-host 1 (\\S{1,64})" + NUMBER + NUMBER + NUMBER + NUMBER + "\n");

    /**
     * A process and when it started.
     *
     * @param ticks of the machine's clock, since it booted: field 22 of {@code /proc/PID/stat}
     */
    record Started(long pid, long ticks) {}

    String line() {
        return "roundhouse-host 1 %s %d %d %d %d\n"
                .formatted(boot, child.pid(), child.ticks(), parent.pid(), parent.ticks());
    }

    /** None where the text is not just such a line: half written, or not ours. */
    static Optional<LeftoversNote> parse(String text) {
        Matcher line = LINE.matcher(text);
        return line.matches()
                ? Optional.of(new LeftoversNote(
                        line.group(1), started(line.group(2), line.group(3)), started(line.group(4), line.group(5))))
                : Optional.empty();
    }

    private static Started started(String pid, String ticks) {
        return new Started(Long.parseLong(pid), Long.parseLong(ticks));
    }
}
