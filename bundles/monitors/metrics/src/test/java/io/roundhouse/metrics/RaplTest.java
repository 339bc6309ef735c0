package io.roundhouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.error.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaplTest {
    private final Path folder;
    private final Path stat;

    /** A machine of two packages. */
    RaplTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        stat = folder.resolve("stat");
        busy(1_000);
        zone("intel-rapl:0", "package-0", 9_000_000);
        zone("intel-rapl:0:0", "core", 9_000_000);
        zone("intel-rapl:0:1", "dram", 0);
        zone("intel-rapl:1", "package-1", 0);
        zone("intel-rapl:2", "psys", 0);
    }

    private void zone(String zone, String name, long microjoules) throws IOException {
        Files.createDirectories(folder.resolve(zone));
        Files.writeString(folder.resolve(zone).resolve("name"), name + "\n");
        Files.writeString(folder.resolve(zone).resolve("max_energy_range_uj"), "10000000\n");
        counted(zone, microjoules);
    }

    private void counted(String zone, long microjoules) throws IOException {
        Files.writeString(folder.resolve(zone).resolve("energy_uj"), microjoules + "\n");
    }

    private void busy(long ticks) throws IOException {
        // user nice system idle iowait irq softirq steal
        String cpu = "cpu  " + (ticks - 40) + " 10 10 99999 88888 10 10 7 0 0\n";
        Files.writeString(stat, cpu + "cpu0 1 1 1 1 1 1 1 1 0 0\n");
    }

    @Test
    void sharesTheMachinesEnergyByProcessorTime() throws IOException {
        Power power = Rapl.of(folder, stat).orElseThrow();

        busy(1_200); // two seconds
        counted("intel-rapl:0", 9_500_000);
        counted("intel-rapl:0:0", 9_400_000); // is in the package
        counted("intel-rapl:0:1", 100_000);
        counted("intel-rapl:1", 400_000);
        counted("intel-rapl:2", 5_000_000); // is all of it again

        assertThat(power.source()).isEqualTo("rapl");
        assertThat(power.joulesPerSecond()).isCloseTo((0.5 + 0.1 + 0.4) / 2, within(1e-9));
    }

    @Test
    void goesOnWhenACounterBeginsAnew() throws IOException {
        Power power = Rapl.of(folder, stat).orElseThrow();

        busy(1_100);
        counted("intel-rapl:0", 1_000_000); // 1 s to the end of its range, 1 s after

        assertThat(power.joulesPerSecond()).isEqualTo(2);
    }

    @Test
    void keepsThePriceWhileNobodyWorksAndChargesTheRestLater() throws IOException {
        Power power = Rapl.of(folder, stat).orElseThrow();
        busy(1_100);
        counted("intel-rapl:1", 1_000_000);
        assertThat(power.joulesPerSecond()).isEqualTo(1);

        counted("intel-rapl:1", 2_000_000);
        assertThat(power.joulesPerSecond()).isEqualTo(1);

        busy(1_200);
        counted("intel-rapl:1", 4_000_000);
        assertThat(power.joulesPerSecond()).isEqualTo(3);
    }

    @Test
    void keepsThePriceWhenItCannotBeReadForOnce() throws IOException {
        Power power = Rapl.of(folder, stat).orElseThrow();
        busy(1_100);
        counted("intel-rapl:1", 1_000_000);
        power.joulesPerSecond();

        busy(1_200);
        Files.delete(folder.resolve("intel-rapl:1/energy_uj"));

        assertThat(power.joulesPerSecond()).isEqualTo(1);
    }

    @Test
    void isAbsentWhereItCannotBeRead() throws IOException {
        assertThat(Rapl.of(folder.resolve("none"), stat)).isEmpty();

        Files.delete(folder.resolve("intel-rapl:1/energy_uj"));
        assertThat(Rapl.of(folder, stat)).isEmpty();
    }

    @Test
    void anEstimateIsWhatIsDeclared() {
        assertThat(Power.estimate(3.5).joulesPerSecond()).isEqualTo(3.5);
        assertThat(Power.estimate(3.5).source()).isEqualTo("estimate");
        assertThatThrownBy(() -> Power.estimate(0))
                .isInstanceOf(InferenceException.class)
                .hasMessage("watts.per.core must be 0.1..1000, was 0.0");
    }
}
