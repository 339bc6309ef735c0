package io.roundhouse.shell;

import io.roundhouse.server.control.Variants.Compared;
import io.roundhouse.server.control.Variants.Distance;
import io.roundhouse.server.control.Variants.Measured;
import java.io.PrintStream;
import java.util.Locale;

/** What {@code compare --variants} prints. */
final class VariantTables {
    /** What a second of a processor is reckoned at, as in {@code monitors/metrics}. */
    private static final double WATTS_PER_CORE = 3.5;

    private VariantTables() {}

    static void print(PrintStream out, Compared compared, boolean json) {
        if (!json) {
            out.println(compared.model() + ":" + compared.version() + ", " + compared.inputs());
        }
        Table table = new Table(
                "There are no variants.",
                "variant",
                "engine",
                "load_ms",
                "p50_us",
                "p99_us",
                "rows_s",
                "batch",
                "grown_mib",
                "mj_row",
                "max_diff",
                "mean_diff",
                "cosine",
                "flips",
                "alone_diff",
                "alone_cosine",
                "recommended");
        compared.variants().forEach(one -> row(table, one, one.name().equals(compared.recommended())));
        table.print(out, json);
        if (!json) {
            out.println(compared.reason());
            out.println("mj_row: estimate, " + WATTS_PER_CORE + " W a processor times the engine's processor time.");
            compared.diff().forEach(out::println);
        }
        out.flush();
    }

    private static void row(Table table, Measured one, boolean recommended) {
        Distance from = one.from();
        Distance alone = one.alone();
        table.row(
                one.name(),
                one.engine(),
                one.loadNanos() / 1_000_000,
                one.p50Nanos() / 1000,
                one.p99Nanos() / 1000,
                Math.round(one.rowsPerSecond()),
                one.bestBatch(),
                one.grownBytes().isPresent() ? one.grownBytes().getAsLong() >> 20 : "-",
                one.cpuNanosPerRow() < 0 ? "-" : number(one.cpuNanosPerRow() * WATTS_PER_CORE / 1e6),
                from.comparable() ? number(from.largest()) : "other",
                from.comparable() ? number(from.mean()) : "other",
                String.format(Locale.ROOT, "%.6f", from.cosine()),
                from.flips() + "/" + from.rows(),
                alone.comparable() ? number(alone.largest()) : "other",
                String.format(Locale.ROOT, "%.6f", alone.cosine()),
                recommended ? "yes" : "");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
