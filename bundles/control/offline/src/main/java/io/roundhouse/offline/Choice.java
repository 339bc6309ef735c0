package io.roundhouse.offline;

import io.roundhouse.server.control.Variants.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which variant is recommended: the one with the most rows a second of those that the tolerance allows. */
record Choice(Measured best, String reason) {
    /** A variant that is faster by less is not worth other answers: two runs of one variant differ as much. */
    private static final double WORTH = 1.05;

    /** @param variants at least one; the first is allowed whatever the tolerance is */
    static Choice of(List<Measured> variants, Tolerance tolerance) {
        Measured first = variants.get(0);
        Measured best = first;
        List<String> left = new ArrayList<>();
        for (Measured one : variants.subList(1, variants.size())) {
            String broken = tolerance.broken(one.from());
            if (!broken.isEmpty()) {
                left.add("'" + one.name() + "' is left out as " + broken);
            } else if (one.rowsPerSecond() > Math.max(best.rowsPerSecond(), first.rowsPerSecond() * WORTH)) {
                best = one;
            }
        }
        String reason = best.equals(first)
                ? "'" + first.name() + "' stays: no variant within the tolerance is 5 % faster"
                : String.format(
                        Locale.ROOT,
                        "'%s' is the fastest within the tolerance, %.2f times the rows a second of '%s'",
                        best.name(),
                        best.rowsPerSecond() / first.rowsPerSecond(),
                        first.name());
        return new Choice(best, reason + (left.isEmpty() ? "" : "; " + String.join(", ", left)) + ".");
    }
}
