package io.roundhouse.batcher;

import io.roundhouse.server.flow.RequestThread;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The request threads that called the engine of one model, so that they end when the model does. */
final class RequestThreads {
    private final Set<Thread> callers = ConcurrentHashMap.newKeySet();

    /** Whether nobody waits for what this thread does. */
    static boolean isBackground(Thread thread) {
        return thread instanceof RequestThread caller && caller.isBackground();
    }

    /** Whether an engine may be called on this thread; if so, remembers it. */
    boolean admit(Thread thread) {
        if (!(thread instanceof RequestThread)) {
            return false;
        }
        if (!callers.contains(thread)) {
            callers.removeIf(other -> !other.isAlive()); // or those that came and went would be kept for ever
            callers.add(thread);
        }
        return true;
    }

    /** Tells them to end; they may be answering other requests, and finish these. */
    void retire() {
        for (Thread thread : callers) {
            if (thread instanceof RequestThread caller) {
                caller.retire();
            }
        }
        callers.clear();
    }
}
