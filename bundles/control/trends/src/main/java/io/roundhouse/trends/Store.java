package io.roundhouse.trends;

import java.sql.SQLException;

/** Where minutes are written. One thread; each call may block, and after a failure the next one tries from the beginning. */
interface Store extends AutoCloseable {
    /** Adds a minute to its minute, hour and day, all or nothing; one that is there already, by its number, is not added again. */
    void write(Batch batch) throws SQLException;

    /**
     * Deletes some of what is too old.
     *
     * @return how many points
     */
    int prune(long nowMillis) throws SQLException;

    @Override
    void close();
}
