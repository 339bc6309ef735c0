package io.roundhouse.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What threads do for a server: a loading thread loads, may try out what it loaded, and ends; a thread that infers does
 * neither load nor close, as requests would wait for that. What a thread does first is its role. Any thread.
 */
final class ThreadRoles {
    private enum Role {
        LOADS,
        INFERS
    }

    private final Map<Thread, Role> roles = new ConcurrentHashMap<>();

    boolean mayLoad() {
        return roleOr(Role.LOADS) == Role.LOADS;
    }

    void infers() {
        roleOr(Role.INFERS);
    }

    boolean mayClose() {
        return roles.get(Thread.currentThread()) != Role.INFERS;
    }

    private Role roleOr(Role first) {
        Role role = roles.putIfAbsent(Thread.currentThread(), first);
        return role == null ? first : role;
    }

    /** Fails unless all have ended, each within that time. */
    void assertLoadersEnd(long waitMillis) {
        roles.forEach((thread, role) -> {
            if (role == Role.LOADS && thread != Thread.currentThread() && !ends(thread, waitMillis)) {
                throw new AssertionError("server: loading thread '" + thread.getName() + "' does not end");
            }
        });
    }

    private static boolean ends(Thread thread, long waitMillis) {
        try {
            thread.join(waitMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
