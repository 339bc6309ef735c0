package io.roundhouse.validate;

import java.nio.ByteBuffer;

/** The constraints of one text or date that is there. They stand in an order and have numbers from 0. */
interface ElementCheck {
    /** The number of the first constraint, from that one on, that the element does not keep; -1 when it keeps all. */
    int fault(ByteBuffer data, int at, int length, int from, long nowMillis);

    /** The constraint of that number. */
    Constraint constraint(int fault);

    /** The nearest value that keeps the constraint of that number, one that may be clipped. */
    byte[] clipped(int fault, byte[] value);
}
