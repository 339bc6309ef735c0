package io.roundhouse.host;

import java.util.concurrent.TimeUnit;

/** How a process ended, in words: a JVM that meets a signal says so, and exits with 1. */
final class Ending {
    private Ending() {}

    static String of(Process process, Tail tail, long waitMillis) {
        try {
            if (!process.waitFor(waitMillis, TimeUnit.MILLISECONDS)) {
                return "hung up";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "hung up";
        }
        tail.join(waitMillis);
        return tail.signal()
                .map(signal -> "was ended by " + signal)
                .orElseGet(() -> SupervisorExit.sentence(process.exitValue()));
    }

    /** Of one that has ended or is about to. */
    static int status(Process process) {
        try {
            return process.waitFor(1, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
