package io.roundhouse.alerts;

import java.io.IOException;

/** Brings a message to a receiver. One thread; may block for as long as the destination's timeout says. */
@FunctionalInterface
interface Sender {
    /**
     * Brings it.
     *
     * @throws IOException it may work later; {@link Refused} where it will not
     */
    void send(Message message) throws IOException;

    /** The receiver understood, and said no: to say it again helps nobody. */
    final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String sentence) {
            super(sentence);
        }
    }
}
