package io.roundhouse.bandit;

import io.roundhouse.api.config.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/** What is known of an arm as one line: which arm it was, what was gained, what was missed. Exact. */
record Remembered(String arm, double gained, double missed) {
    static String write(Settings section, Posterior posterior) {
        return checksum(section) + " " + posterior.gained() + " " + posterior.missed();
    }

    /** Empty where the arm became another, or the line is damaged. */
    static Optional<Remembered> read(String line, Settings section) {
        String[] words = line.split(" ", -1);
        if (words.length != 3 || !words[0].equals(checksum(section))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Remembered(words[0], Double.parseDouble(words[1]), Double.parseDouble(words[2])))
                    .filter(Remembered::isPossible);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private boolean isPossible() {
        return gained >= 0 && missed >= 0 && gained + missed < Double.POSITIVE_INFINITY;
    }

    private static String checksum(Settings section) {
        CRC32 sum = new CRC32();
        sum.update(section.toString().getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }
}
