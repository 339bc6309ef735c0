package io.roundhouse.rollouts;

import org.jspecify.annotations.Nullable;

/** Where the canary of an engine is written down. */
interface OrderBook {
    /** The one under way; null for none. */
    @Nullable
    Order readOrder();

    /** Returns when it is on the disk; null ends it. */
    void writeOrder(@Nullable Order order);
}
