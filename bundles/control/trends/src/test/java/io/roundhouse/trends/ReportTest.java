package io.roundhouse.trends;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Map<String, String> CREDIT = Map.of("model", "credit");

    /** Two months of a small server, an hour each day. */
    private static String report(Path folder, YearMonth month) {
        try (Town town = new Town(Town.h2(folder))) {
            town.now = Instant.parse("2026-09-20T09:00:00Z").toEpochMilli();
            for (int day = 0; day < 20; day++) {
                boolean october = day > 10;
                boolean bad = day == 14 || day == 15;
                town.numbers.gauge("roundhouse_drift_alarm", CREDIT, bad ? 1 : 0);
                town.numbers.gauge("roundhouse_alerts_firing", Map.of("severity", "page"), bad ? 1 : 0);
                town.look();
                town.minute(() -> {
                    town.numbers.answers("credit", october ? 1_200 : 1_000, 0.0005);
                    town.numbers.answers("credit", october ? 60 : 5, 0.05);
                    failures(town, "server", october ? 7 : 0);
                    failures(town, "caller", 2);
                    town.numbers.grow(
                            "roundhouse_energy_joules_total", Map.of("model", "credit", "source", "cpu_time"), 2);
                    town.numbers.gauge("process_cpu_usage", Map.of(), 0.25);
                    town.numbers.gauge("process_memory_resident_bytes", Map.of(), 400 << 20);
                });
                if (october) {
                    town.numbers.answers("fraud", 10, 0.002);
                }
                town.look().look();
                town.skip(Duration.ofDays(1));
            }
            town.look();
            return town.works.desk().report(month);
        }
    }

    private static void failures(Town town, String category, int number) {
        town.numbers.grow(
                "roundhouse_inference_failures_total",
                Map.of("model", "credit", "version", "1", "category", category),
                number);
    }

    @Test
    void tellsAMonthBesideTheOneBefore(@TempDir Path folder) {
        String report = report(folder, YearMonth.of(2026, 10));

        assertThat(report).isEqualTo("""
                        # October 2026

                        2 models got 45,450 requests, 3 % more than in September; 0.554 % of them failed (September: 0 %).

                        There are numbers of 9 of its 31 days.

                        ## Models

                        In brackets: the change since September; of what failed, the share then.

                        | Model | Requests | Failed | Refused | p50 | p99 | Energy | a request | Drift |
                        |---|---:|---:|---:|---:|---:|---:|---:|---|
                        | `credit` | 45,360 (+3 %) | 0.556 % (0 %) | 0.159 % | 0.525 ms (+4 %) | 81.1 ms (81.5 times) | ≈ 72 J | ≈ 1.59 mJ | 2 days |
                        | `fraud` | 90 | 0 % | 0 % | 5.5 ms | 9.91 ms | – | – | – |

                        ## What stands out

                        - `credit` failed on 0.556 % of its requests, 252 of them (September: 0 %).
                        - `credit` became slower: 99 of 100 answers took at most 81.1 ms, 0.995 ms in September.
                        - `credit` drifted on 4 and 5 October.
                        - `fraud` is new.
                        - The busiest minute was on 6 October: 5,040 requests for `credit`.

                        ## Alerts

                        - An alert of severity `page` fired on 4 and 5 October.

                        ## The server

                        |  | Mean | Most | Mean in September | Most in September |
                        |---|---:|---:|---:|---:|
                        | Processor, of all cores | 25 % | 25 % | 25 % | 25 % |
                        | Memory of the process | 400 MiB | 400 MiB | 400 MiB | 400 MiB |

                        *Days are those of UTC. A request that failed for a reason of its caller is refused, not failed. Times are from the last byte
                        read to the answer standing, told from a histogram's bars.*
                        """);
    }

    @Test
    void ofAMonthWithoutNumbersSaysSo(@TempDir Path folder) {
        assertThat(report(folder, YearMonth.of(2026, 3)))
                .isEqualTo("# March 2026\n\nThere are no numbers of this month.\n");
    }
}
