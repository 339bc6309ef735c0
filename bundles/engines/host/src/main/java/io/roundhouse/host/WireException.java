package io.roundhouse.host;

import java.io.IOException;

/** The other side said something that the wire does not allow. It is not talked to any more. */
final class WireException extends IOException {
    private static final long serialVersionUID = 1L;

    WireException(String message) {
        super(message);
    }
}
