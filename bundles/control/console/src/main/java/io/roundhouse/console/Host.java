package io.roundhouse.console;

import java.io.InputStream;
import java.io.OutputStream;

/** Who is behind the door. */
interface Host {
    /**
     * Serves one visitor, on a thread of its own, which is interrupted when the visitor leaves.
     *
     * @return the exit status, 0 to 255
     */
    int serve(Hello hello, InputStream in, OutputStream out, OutputStream err);
}
