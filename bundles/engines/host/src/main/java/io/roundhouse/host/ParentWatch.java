package io.roundhouse.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Ends the child when its parent has gone, however that came about and whatever the child is at: the kernel closes the
 * other end of standard input then.
 */
final class ParentWatch {
    /** As EX_SOFTWARE of sysexits.h; a JVM that meets a signal exits with 1. */
    static final int FAILED = 70;

    private ParentWatch() {}

    static void start(InputStream parent, Path work) {
        Thread watch = new Thread(
                () -> {
                    awaitEnd(parent);
                    gone(work);
                },
                "roundhouse-host-parent");
        watch.setDaemon(true);
        watch.start();
    }

    private static void awaitEnd(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                // it says nothing more
            }
        } catch (IOException e) {
            return; // as good as its end
        }
    }

    /** Ends, with its folder: nobody else may be left to delete it. The first sign of it counts. */
    static synchronized void gone(Path work) {
        Folders.deleteQuietly(work);
        end(0);
    }

    /** At once: hooks and finalisers of native libraries have been seen to hang. */
    static void end(int status) {
        Runtime.getRuntime().halt(status);
    }
}
