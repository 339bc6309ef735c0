package io.roundhouse.host;

import java.util.Map;

/** What an exit code tells. */
final class SupervisorExit {
    /** Signals of Linux that end a process, by number. */
    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(5, "SIGTRAP"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"),
            Map.entry(25, "SIGXFSZ"),
            Map.entry(31, "SIGSYS"));

    private SupervisorExit() {}

    /** As the end of a sentence: {@code was ended by SIGSEGV}. The JDK adds 128 to the number of a signal. */
    static String sentence(int code) {
        String signal = SIGNALS.get(code - 128);
        return signal == null ? "ended with code " + code : "was ended by " + signal;
    }
}
