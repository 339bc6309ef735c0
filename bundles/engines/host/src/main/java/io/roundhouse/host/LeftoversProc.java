package io.roundhouse.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What {@code /proc} tells of processes, and the end of one. */
final class LeftoversProc {
    /** Field 22 of {@code stat}, counted from the one behind the name. */
    private static final int START_TIME = 19;

    private static final String NO_BOOT = "unknown";
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(2); // btime of /proc/stat is in seconds, and is set

    private final Path proc;

    /** @param proc {@code /proc}, but in tests */
    LeftoversProc(Path proc) {
        this.proc = proc;
    }

    /** When that process was started; empty where there is none, or this system does not tell. */
    OptionalLong startTicks(long pid) {
        try {
            String stat = Files.readString(proc.resolve(Long.toString(pid)).resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1); // a name may hold both
            return fields.length > START_TIME
                    ? OptionalLong.of(Long.parseLong(fields[START_TIME]))
                    : OptionalLong.empty();
        } catch (IOException | NumberFormatException gone) {
            return OptionalLong.empty();
        }
    }

    /** Which boot of the machine this is. */
    String boot() {
        try {
            return Files.readString(proc.resolve("sys/kernel/random/boot_id")).trim();
        } catch (IOException e) {
            return NO_BOOT;
        }
    }

    /** The note for a process that this one has started; empty where it is gone already, or nothing can be told. */
    Optional<LeftoversNote> note(long child) {
        long self = ProcessHandle.current().pid();
        OptionalLong childTicks = startTicks(child);
        OptionalLong selfTicks = startTicks(self);
        if (childTicks.isEmpty() || selfTicks.isEmpty() || boot().equals(NO_BOOT)) {
            return Optional.empty();
        }
        return Optional.of(new LeftoversNote(
                boot(),
                new LeftoversNote.Started(child, childTicks.getAsLong()),
                new LeftoversNote.Started(self, selfTicks.getAsLong())));
    }

    /**
     * Decides, and kills if that is the decision. The handle is taken before the ticks are compared, and the JDK kills by handle
     * only the process that had the pid then: so a pid that is given again in between harms nobody.
     *
     * @param noted when the note was written: what was started later is somebody else, whatever its ticks
     */
    Leftovers.Action sweep(Optional<LeftoversNote> note, Instant noted) {
        Optional<ProcessHandle> handle =
                note.flatMap(known -> ProcessHandle.of(known.child().pid()));
        Leftovers.Action action = Leftovers.decide(note, boot(), this::startTicks);
        if (action != Leftovers.Action.KILL) {
            return action;
        }
        Optional<Instant> started = handle.flatMap(process -> process.info().startInstant());
        if (handle.isEmpty() || started.isEmpty() || started.get().isAfter(noted.plus(CLOCK_SLACK))) {
            return Leftovers.Action.FORGET;
        }
        handle.get().destroyForcibly();
        return Leftovers.Action.KILL;
    }
}
