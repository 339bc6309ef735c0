package io.roundhouse.server.flow;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A thread on which a {@link Batcher} may call an engine, because it ends when it is told to: native code stays mapped as
 * long as a thread lives that ran it. The edge's threads implement this, and those that warm a model; on any other thread
 * a batcher hands the call over to a thread of its own.
 */
@ProviderType
public interface RequestThread {
    /**
     * Tells this thread to end as soon as it has done what it is doing; whoever has more work starts another. Any thread; never blocks; a further call does nothing.
     */
    void retire();

    /**
     * Whether nobody waits for what it does, as with shadow requests. A batcher then calls the engine on this thread
     * however slow the engine is, but only while no other request wants it, and else refuses with {@code OVERLOADED}
     * instead of letting it wait.
     */
    default boolean isBackground() {
        return false;
    }
}
