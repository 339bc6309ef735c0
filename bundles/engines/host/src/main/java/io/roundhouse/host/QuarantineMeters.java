package io.roundhouse.host;

import io.roundhouse.spi.monitor.PluginMeters;
import java.util.List;
import java.util.Map;

/** A {@link Quarantine} in numbers, for rules of {@code control/alerts} too. */
final class QuarantineMeters implements PluginMeters {
    private final Quarantine quarantine;

    QuarantineMeters(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    @Override
    public List<Meter> meters() {
        QuarantineCounts counts = quarantine.counts();
        return List.of(
                gauge("listed", "Requests that are refused because they crashed hosts.", quarantine.listedNow()),
                gauge("recent", "Different requests listed within the window.", quarantine.recentPoisons()),
                gauge("alert", "1 while too many different requests crash hosts.", quarantine.alert() ? 1 : 0),
                count("strikes", "Crashes with one request in flight.", counts.strikes()),
                count("listings", "Requests put on the list.", counts.listings()),
                count("retries", "Requests run once more after a crash.", counts.retries()),
                count("refusals", "Requests refused.", counts.refusals()),
                count("evictions", "Requests forgotten early for lack of room.", quarantine.evicted()));
    }

    private static Meter gauge(String what, String description, long value) {
        return new Meter("roundhouse.host.quarantine." + what, description, Kind.GAUGE, Map.of(), (double) value);
    }

    private static Meter count(String what, String description, long value) {
        return new Meter("roundhouse.host.quarantine." + what, description, Kind.COUNT, Map.of(), (double) value);
    }
}
