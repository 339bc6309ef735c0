package io.roundhouse.lookup;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** A moment written as text: ISO-8601, UTC where no zone is said, or seconds since 1970. */
final class Times {
    private static final double SECONDS_MAX = 1e11; // the year 5138; more are milliseconds

    private Times() {}

    static Optional<Instant> parse(String text) {
        String stripped = text.strip();
        try {
            if (stripped.matches("-?\\d{1,15}(\\.\\d{1,9})?")) {
                return seconds(Double.parseDouble(stripped));
            }
            if (stripped.indexOf('T') < 0 && stripped.indexOf(' ') < 0) {
                return Optional.of(LocalDate.parse(stripped).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            String iso = stripped.replaceFirst(" ", "T");
            boolean zoned = iso.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)");
            return Optional.of(
                    zoned
                            ? OffsetDateTime.parse(iso).toInstant()
                            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> seconds(double seconds) {
        return Math.abs(seconds) > SECONDS_MAX
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(Math.round(seconds * 1e3)));
    }
}
