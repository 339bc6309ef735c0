package io.roundhouse.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clears away what a child leaves: the process itself, if it is still there, its lines, its memory, its folder. */
final class Remains {
    private static final Logger LOG = LoggerFactory.getLogger(Remains.class);
    private static final long KILL_SECONDS = 10; // for the kernel to free what it held

    private static final long OUTPUT_MILLIS = 1_000;

    private Remains() {}

    static void clear(
            String what,
            @Nullable Process process,
            @Nullable Tail tail,
            List<Line> lines,
            @Nullable SlotFile file,
            @Nullable Path work) {
        if (process != null) {
            end(what, process);
        }
        if (tail != null) {
            tail.join(OUTPUT_MILLIS);
        }
        for (Line line : lines) {
            quietly(what, line::close);
        }
        if (file != null) {
            quietly(what, file::discard);
        }
        if (work != null) {
            Folders.deleteQuietly(work);
        }
    }

    private static void end(String what, Process process) {
        process.destroyForcibly();
        try {
            if (!process.waitFor(KILL_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("engine process does not end what=\"{}\" pid={}", what, process.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        quietly(what, () -> process.getOutputStream().close());
    }

    private static void quietly(String what, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            LOG.debug("a child's remains were not cleared what=\"{}\"", what, e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
