package io.roundhouse.metrics;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Energy as the processor counts it (RAPL, Intel's and AMD's): packages and their memory. It is the whole machine's, so a
 * second of processor time costs what the machine took, divided by the processor time that all its processes took: whoever
 * works pays for what idles meanwhile.
 */
final class Rapl implements Power {
    private static final double MICRO = 1e-6;
    private static final double TICKS_A_SECOND = 100; // USER_HZ, the same on every Linux

    private final List<Zone> zones;
    private final Path stat;
    private double busySeconds;
    private double joulesPerSecond;

    /** Counts up to {@code range}, and begins again at 0. */
    private static final class Zone {
        private final Path counter;
        private final double range;
        private double last;

        Zone(Path counter, double range) throws IOException {
            this.counter = counter;
            this.range = range;
            last = number(counter);
        }

        double joules() throws IOException {
            double now = number(counter);
            double difference = now - last;
            last = now;
            return MICRO * (difference < 0 ? difference + range : difference);
        }
    }

    private Rapl(List<Zone> zones, Path stat) throws IOException {
        this.zones = zones;
        this.stat = stat;
        busySeconds = busy(stat);
    }

    /**
     * The counters of this machine, from now on.
     *
     * @param folder usually {@code /sys/class/powercap}
     * @param stat usually {@code /proc/stat}
     * @return empty where it cannot be read: most kernels let only root read it
     */
    static Optional<Power> of(Path folder, Path stat) {
        try {
            List<Zone> zones = new ArrayList<>();
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, "intel-rapl:*")) {
                for (Path zone : folders) {
                    if (counts(Files.readString(zone.resolve("name")).strip())) {
                        zones.add(new Zone(zone.resolve("energy_uj"), number(zone.resolve("max_energy_range_uj"))));
                    }
                }
            }
            return zones.isEmpty() ? Optional.empty() : Optional.of(new Rapl(zones, stat));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Cores and graphics are in the package; psys would count it all twice. */
    private static boolean counts(String name) {
        return name.startsWith("package") || name.equals("dram");
    }

    @Override
    public String source() {
        return "rapl";
    }

    @Override
    public double joulesPerSecond() {
        try {
            double busy = busy(stat);
            double seconds = busy - busySeconds;
            if (seconds > 0) { // else nothing was done since, and nothing costs
                busySeconds = busy;
                double joules = 0;
                for (Zone zone : zones) {
                    joules += zone.joules();
                }
                joulesPerSecond = joules / seconds;
            }
        } catch (IOException | RuntimeException e) {
            return joulesPerSecond; // not readable for once: as before
        }
        return joulesPerSecond;
    }

    /** Of the line {@code cpu user nice system idle iowait irq softirq …}, all but idle and iowait. */
    private static double busy(Path stat) throws IOException {
        String[] words = Files.readString(stat).lines().findFirst().orElse("").split(" +", -1);
        double ticks = 0;
        for (int i : new int[] {1, 2, 3, 6, 7}) {
            ticks += Double.parseDouble(words[i]);
        }
        return ticks / TICKS_A_SECOND;
    }

    private static double number(Path file) throws IOException {
        return Double.parseDouble(Files.readString(file).strip());
    }
}
