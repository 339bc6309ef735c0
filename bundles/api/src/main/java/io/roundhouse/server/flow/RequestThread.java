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
}
