package io.roundhouse.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * The versions that will do: {@code [1.29,2)} from 1.29 to below 2, {@code 1.29} every version that begins so, empty for
 * any. The repository has checked the form.
 */
record VersionRange(
        @Nullable Version from,
        boolean fromIncluded,
        @Nullable Version to,
        boolean toIncluded,
        String prefix) {
    static VersionRange of(String text) {
        if (text.isEmpty()) {
            return new VersionRange(null, true, null, true, "");
        }
        if (!text.startsWith("[") && !text.startsWith("(")) {
            return new VersionRange(null, true, null, true, text);
        }
        int comma = text.indexOf(',');
        String low = text.substring(1, comma);
        String high = text.substring(comma + 1, text.length() - 1);
        return new VersionRange(
                Version.of(low),
                text.startsWith("["),
                high.isEmpty() ? null : Version.of(high),
                text.endsWith("]"),
                "");
    }

    /** Whether it names this version and no other. */
    boolean isOnly(Version version) {
        return from != null && fromIncluded && toIncluded && from.equals(version) && from.equals(to);
    }

    boolean contains(Version version) {
        if (!prefix.isEmpty()) {
            return startsWith(version, Version.of(prefix));
        }
        return (from == null || version.compareTo(from) >= (fromIncluded ? 0 : 1))
                && (to == null || version.compareTo(to) <= (toIncluded ? 0 : -1));
    }

    private static boolean startsWith(Version version, Version prefix) {
        for (int i = 0; i < prefix.numbers().size(); i++) {
            if (version.number(i) != prefix.number(i)) {
                return false;
            }
        }
        return prefix.qualifier().isEmpty() || prefix.qualifier().equals(version.qualifier());
    }
}
