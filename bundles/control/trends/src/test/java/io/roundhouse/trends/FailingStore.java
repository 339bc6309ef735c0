package io.roundhouse.trends;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A store that fails as long as the test says so. */
final class FailingStore implements Store {
    final List<Batch> written = new ArrayList<>();
    int attempts;
    int closed;
    String failure = "";

    private void attempt() throws SQLException {
        attempts++;
        if (!failure.isEmpty()) {
            throw new SQLException("writing failed", new IllegalStateException(failure));
        }
    }

    @Override
    public void write(Batch batch) throws SQLException {
        attempt();
        written.add(batch);
    }

    @Override
    public int prune(long nowMillis) throws SQLException {
        attempt();
        return 0;
    }

    @Override
    public void close() {
        closed++;
    }
}
