package io.roundhouse.host;

import java.util.ArrayList;
import java.util.List;

/** Threads for what takes time, one for each task, ended with it. Used by one thread. */
final class Helpers {
    private final String what;
    private final List<Thread> threads = new ArrayList<>();

    /** @param what they are for, as in their names */
    Helpers(String what) {
        this.what = what;
    }

    void run(String role, Runnable task) {
        threads.removeIf(thread -> !thread.isAlive());
        Thread thread = new Thread(task, "roundhouse-host-" + role + " " + what);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Returns when all have ended. */
    void join() {
        threads.forEach(Helpers::joined);
    }

    /** Returns when it has ended, interrupted or not: a process must not be left. */
    static void joined(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
