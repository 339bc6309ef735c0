package io.roundhouse.lookup;

import java.time.Duration;

/**
 * A store and its threads.
 *
 * @param timeout how long one read may keep a thread
 */
record OpenStore(String name, Store store, StoreThreads threads, Duration timeout) implements AutoCloseable {
    @Override
    public void close() {
        threads.shut();
        store.close();
        threads.close();
    }
}
