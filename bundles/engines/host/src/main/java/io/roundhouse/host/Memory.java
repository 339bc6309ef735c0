package io.roundhouse.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of this process, and lets it say of itself. */
final class Memory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path OOM_SCORE = Path.of("/proc/self/oom_score_adj");

    private Memory() {}

    /** Rather this process than the server, when memory runs out. */
    static void offer(int score) {
        try {
            Files.writeString(OOM_SCORE, String.valueOf(score));
        } catch (IOException e) {
            return; // a system that has no such thing
        }
    }

    /** 0 where the system does not tell. */
    static long residentBytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmRSS:")) {
                    return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
        return 0;
    }
}
