package io.roundhouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupTest {
    private final Path folder;

    CgroupTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path groups() {
        return folder.resolve("self-cgroup");
    }

    private void write(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Cgroup group() {
        return Cgroup.of(groups(), folder.resolve("sys")).orElseThrow();
    }

    private void second() {
        write("self-cgroup", "0::/a/b\n");
        write("sys/cgroup.controllers", "cpu memory\n");
        write(
                "sys/a/b/cpu.stat",
                "usage_usec 2500000\nuser_usec 1\nnr_periods 40\nnr_throttled 4\nthrottled_usec 1500000\n");
        write("sys/a/b/cpu.max", "max 100000\n");
        write("sys/a/b/memory.current", "1000\n");
        write("sys/a/b/memory.max", "4096\n");
        write("sys/a/b/memory.stat", "anon 1\ninactive_file 300\n");
        write("sys/a/b/memory.events", "low 0\noom 3\noom_kill 2\n");
    }

    @Test
    void readsTheSecondVersion() {
        second();

        Cgroup group = group();

        assertThat(group.cpuSeconds()).hasValue(2.5);
        assertThat(group.cpuPeriods()).hasValue(40);
        assertThat(group.cpuPeriodsThrottled()).hasValue(4);
        assertThat(group.cpuThrottledSeconds()).hasValue(1.5);
        assertThat(group.cpuLimit()).isEmpty();
        assertThat(group.memoryBytes()).hasValue(1000);
        assertThat(group.memoryWorkingBytes()).hasValue(700);
        assertThat(group.memoryLimitBytes()).hasValue(4096);
        assertThat(group.memoryKills()).hasValue(2);
    }

    @Test
    void takesTheLeastLimitOfTheGroupsAbove() {
        second();
        write("sys/a/cpu.max", "150000 100000\n");
        write("sys/a/memory.max", "2048\n");

        assertThat(group().cpuLimit()).hasValue(1.5);
        assertThat(group().memoryLimitBytes()).hasValue(2048);
    }

    @Test
    void readsTheFirstVersion() {
        write("self-cgroup", "9:memory:/m\n4:cpu,cpuacct:/c\n1:name=systemd:/\n");
        write("sys/cpu,cpuacct/c/cpuacct.usage", "2500000000\n");
        write("sys/cpu,cpuacct/c/cpu.stat", "nr_periods 40\nnr_throttled 4\nthrottled_time 1500000000\n");
        write("sys/cpu,cpuacct/c/cpu.cfs_quota_us", "50000\n");
        write("sys/cpu,cpuacct/c/cpu.cfs_period_us", "100000\n");
        write("sys/memory/m/memory.usage_in_bytes", "1000\n");
        write("sys/memory/m/memory.limit_in_bytes", "9223372036854771712\n");
        write("sys/memory/m/memory.stat", "total_inactive_file 300\n");
        write("sys/memory/m/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n");

        Cgroup group = group();

        assertThat(group.cpuSeconds()).hasValue(2.5);
        assertThat(group.cpuThrottledSeconds()).hasValue(1.5);
        assertThat(group.cpuLimit()).hasValue(0.5);
        assertThat(group.memoryBytes()).hasValue(1000);
        assertThat(group.memoryWorkingBytes()).hasValue(700);
        assertThat(group.memoryLimitBytes()).isEmpty();
        assertThat(group.memoryKills()).hasValue(1);
    }

    @Test
    void findsControllersThatAreMountedApart() {
        write("self-cgroup", "2:cpuacct:/\n1:cpu:/\n4:memory:/\n");
        write("sys/cpu/cpu.cfs_quota_us", "-1\n");
        write("sys/cpuacct/cpuacct.usage", "1000000000\n");

        assertThat(group().cpuLimit()).isEmpty();
        assertThat(group().cpuSeconds()).hasValue(1);
    }

    @Test
    void takesWhatIsMountedWhereThePathIsTheHosts() {
        second();
        write("self-cgroup", "0::/docker/0123\n");
        write("sys/memory.current", "77\n");
        assertThat(group().memoryBytes()).hasValue(77);

        write("self-cgroup", "0::/../../elsewhere\n");
        assertThat(group().memoryBytes()).hasValue(77);
    }

    @Test
    void tellsNothingWhereThereIsNothing() {
        write("self-cgroup", "0::/\n");
        write("sys/cgroup.controllers", "\n");
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

        new CgroupMeters(registry, Optional.of(group())).read();
        new CgroupMeters(registry, Optional.empty()).read();

        assertThat(registry.scrape()).isEmpty();
        assertThat(Cgroup.of(folder.resolve("none"), folder.resolve("none"))).isEmpty();
    }

    @Test
    void becomesSeries() {
        second();
        write("sys/a/cpu.max", "150000 100000\n");
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

        new CgroupMeters(registry, Optional.of(group())).read();

        assertThat(registry.scrape())
                .contains("cgroup_cpu_seconds_total 2.5")
                .contains("cgroup_cpu_limit 1.5")
                .contains("cgroup_cpu_throttled_seconds_total 1.5")
                .contains("cgroup_cpu_throttled_periods_total 4.0")
                .contains("cgroup_memory_bytes 1000.0")
                .contains("cgroup_memory_working_bytes 700.0")
                .contains("cgroup_memory_limit_bytes 4096.0")
                .contains("cgroup_memory_kills_total 2.0");
    }
}
