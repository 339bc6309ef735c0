package io.roundhouse.admin;

import java.util.Locale;

/** What somebody may do here, each more than the one before. */
enum Role {
    NONE,
    /** May read. */
    VIEWER,
    /** May read and act. */
    ADMIN;

    boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** As settings, files and answers have it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
