package io.roundhouse.host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The processes of a {@link Keeper}, by the ids of its hosts, until they have ended. */
final class HostProcesses {
    private final Map<Long, Process> processes = new ConcurrentHashMap<>();

    void add(long id, Process process) {
        processes.put(id, process);
    }

    @Nullable
    Process find(long id) {
        return processes.get(id);
    }

    void kill(long id) {
        Process process = processes.get(id);
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Once it has ended: one that does not is still to be killed, however long ago it was retired. */
    @SuppressWarnings("FutureReturnValueIgnored") // taking it out of a map does not fail
    void forget(long id) {
        Process process = processes.get(id);
        if (process != null && process.isAlive()) {
            process.onExit().thenRun(() -> processes.remove(id));
        } else {
            processes.remove(id);
        }
    }
}
