package io.roundhouse.host;

import java.io.IOException;

/** The other side did not read or write in time. The line is as it was, unless a part of something had gone over it. */
final class LateException extends IOException {
    private static final long serialVersionUID = 1L;

    LateException() {
        super("nothing came in time");
    }
}
