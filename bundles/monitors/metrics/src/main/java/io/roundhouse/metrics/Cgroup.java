package io.roundhouse.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What the kernel's control groups, version 2 or 1, say of this process's group: what it took of processors and memory,
 * what it may take, and how often it was held back. A limit of a group above holds here too, so the least is told. What a
 * file does not tell is empty.
 */
final class Cgroup {
    /** Version 1 has no word for no limit, only numbers that no machine reaches. */
    private static final double MEMORY_ENDLESS = 0x1p60;

    private final Path cpu;
    private final Path memory;
    private final Path top;
    private final boolean second;

    private Cgroup(Path top, Path cpu, Path memory, boolean second) {
        this.top = top;
        this.cpu = cpu;
        this.memory = memory;
        this.second = second;
    }

    /**
     * @param groups usually {@code /proc/self/cgroup}
     * @param mount usually {@code /sys/fs/cgroup}
     */
    static Optional<Cgroup> of(Path groups, Path mount) {
        List<String> lines = lines(groups);
        if (Files.exists(mount.resolve("cgroup.controllers"))) {
            Path group = group(mount, path(lines, ""));
            return Optional.of(new Cgroup(mount, group, group, true));
        }
        Path cpuMount = mount.resolve("cpu,cpuacct");
        Path cpu = Files.isDirectory(cpuMount) ? cpuMount : mount.resolve("cpu");
        Path memory = mount.resolve("memory");
        if (!Files.isDirectory(cpu) && !Files.isDirectory(memory)) {
            return Optional.empty();
        }
        return Optional.of(
                new Cgroup(mount, group(cpu, path(lines, "cpu")), group(memory, path(lines, "memory")), false));
    }

    /** Of a line {@code 4:cpu,cpuacct:/a/b} the last part. */
    private static String path(List<String> lines, String controller) {
        for (String line : lines) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains(controller)) {
                return parts[2];
            }
        }
        return "/";
    }

    /** In a container the path is often the host's, and what is mounted is the group itself. */
    private static Path group(Path mount, String path) {
        Path group = mount.resolve(path.replaceFirst("^/+", "")).normalize();
        return group.startsWith(mount) && Files.isDirectory(group) ? group : mount;
    }

    OptionalDouble cpuSeconds() {
        return second
                ? scaled(word(cpu.resolve("cpu.stat"), "usage_usec"), 1e-6)
                : scaled(number(cpuacct().resolve("cpuacct.usage")), 1e-9);
    }

    /** Version 1 may have mounted the two controllers apart; then only the limits' place is known for sure. */
    private Path cpuacct() {
        Path apart = top.resolve("cpuacct");
        return Files.exists(cpu.resolve("cpuacct.usage")) || !Files.isDirectory(apart) ? cpu : apart;
    }

    /** How many processors it may keep busy. */
    OptionalDouble cpuLimit() {
        return least(cpu, second ? Cgroup::cpuMax : Cgroup::cpuQuota);
    }

    private static OptionalDouble cpuMax(Path group) {
        String[] parts = text(group.resolve("cpu.max")).split(" ", 2);
        OptionalDouble quota = parse(parts[0]);
        return parts.length < 2 || quota.isEmpty() ? OptionalDouble.empty() : ratio(quota, parse(parts[1]));
    }

    private static OptionalDouble cpuQuota(Path group) {
        OptionalDouble quota = number(group.resolve("cpu.cfs_quota_us"));
        return quota.orElse(-1) < 0 ? OptionalDouble.empty() : ratio(quota, number(group.resolve("cpu.cfs_period_us")));
    }

    OptionalDouble cpuPeriods() {
        return word(cpu.resolve("cpu.stat"), "nr_periods");
    }

    OptionalDouble cpuPeriodsThrottled() {
        return word(cpu.resolve("cpu.stat"), "nr_throttled");
    }

    OptionalDouble cpuThrottledSeconds() {
        Path stat = cpu.resolve("cpu.stat");
        return second ? scaled(word(stat, "throttled_usec"), 1e-6) : scaled(word(stat, "throttled_time"), 1e-9);
    }

    OptionalDouble memoryBytes() {
        return number(memory.resolve(second ? "memory.current" : "memory.usage_in_bytes"));
    }

    /** Without what the kernel gives up first: cached file pages not used lately. */
    OptionalDouble memoryWorkingBytes() {
        OptionalDouble all = memoryBytes();
        OptionalDouble spare = word(memory.resolve("memory.stat"), second ? "inactive_file" : "total_inactive_file");
        return all.isEmpty() || spare.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(0, all.getAsDouble() - spare.getAsDouble()));
    }

    OptionalDouble memoryLimitBytes() {
        String file = second ? "memory.max" : "memory.limit_in_bytes";
        return least(memory, group -> {
            OptionalDouble limit = number(group.resolve(file));
            return limit.orElse(MEMORY_ENDLESS) < MEMORY_ENDLESS ? limit : OptionalDouble.empty();
        });
    }

    /** How often the kernel ended a process of the group because its memory was full. */
    OptionalDouble memoryKills() {
        return word(memory.resolve(second ? "memory.events" : "memory.oom_control"), "oom_kill");
    }

    private OptionalDouble least(Path group, Function<Path, OptionalDouble> limit) {
        OptionalDouble least = OptionalDouble.empty();
        for (Path one = group; one != null && one.startsWith(top); one = one.getParent()) {
            OptionalDouble here = limit.apply(one);
            if (here.isPresent() && here.getAsDouble() < least.orElse(Double.POSITIVE_INFINITY)) {
                least = here;
            }
        }
        return least;
    }

    private static OptionalDouble ratio(OptionalDouble of, OptionalDouble to) {
        return of.isPresent() && to.orElse(0) > 0
                ? OptionalDouble.of(of.getAsDouble() / to.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble scaled(OptionalDouble number, double by) {
        return number.isPresent() ? OptionalDouble.of(number.getAsDouble() * by) : number;
    }

    /** Of a file of lines {@code word number} the number of that word. */
    private static OptionalDouble word(Path file, String word) {
        for (String line : lines(file)) {
            if (line.startsWith(word + " ")) {
                return parse(line.substring(word.length() + 1));
            }
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble number(Path file) {
        return parse(text(file));
    }

    private static OptionalDouble parse(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty(); // "max", or nothing
        }
    }

    private static String text(Path file) {
        List<String> lines = lines(file);
        return lines.isEmpty() ? "" : lines.get(0);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
