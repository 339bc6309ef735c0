package io.roundhouse.lookup;

import java.util.List;
import java.util.Map;

/** Where rows lie. Called on the store's own threads, several at once. */
interface Store extends AutoCloseable {
    /** What it can be asked by. */
    Query.Form form();

    /**
     * Reads rows; may block for that long, as far as a driver keeps to what it is told.
     *
     * @param keys no key twice
     * @return a row for each key, {@linkplain Row#absent() absent} ones among them
     */
    Map<String, Row> read(Query query, List<String> keys, long patienceNanos) throws StoreException;

    /** Finds a mistake in the query, where the store can tell; as {@link #read}. */
    void check(Query query, long patienceNanos) throws StoreException;

    /** Cuts all connections; who reads fails soon. */
    @Override
    void close();
}
