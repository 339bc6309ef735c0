package io.roundhouse.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** CPU time and memory as Linux counts them. */
final class Machine {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux that Java runs on

    private Machine() {}

    /** User and system time of a process so far, in seconds. */
    static double cpuSeconds(long pid) {
        return cpuSecondsIn(read(Path.of("/proc", String.valueOf(pid), "stat")));
    }

    /** What the just-in-time compilers of a JVM took of that. */
    static double compilerSeconds(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
            return threads.map(thread -> find(thread.resolve("stat")))
                    .filter(stat -> stat.contains(" CompilerThre")) // "C2 CompilerThread0", cut at 15 characters
                    .mapToDouble(Machine::cpuSecondsIn)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double cpuSecondsIn(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** Nothing for a thread that has ended meanwhile. */
    private static String find(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    /** Time all processors of this machine worked so far, for anybody, in seconds. */
    static double busySeconds() {
        String[] fields =
                read(Path.of("/proc/stat")).lines().findFirst().orElseThrow().split(" +", -1);
        long busy = 0;
        for (int i = 1; i <= 8; i++) { // user nice system idle iowait irq softirq steal
            busy += i == 4 || i == 5 ? 0 : Long.parseLong(fields[i]);
        }
        return busy / TICKS_PER_SECOND;
    }

    /** Resident memory of a process now, in MB. */
    static double residentMegabytes(long pid) {
        List<String> lines =
                read(Path.of("/proc", String.valueOf(pid), "status")).lines().toList();
        String line =
                lines.stream().filter(l -> l.startsWith("VmRSS:")).findFirst().orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
