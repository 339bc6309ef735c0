package io.roundhouse.trends;

import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The database. It connects when something is to be written, and anew after each failure. */
final class JdbcStore implements Store {
    private final Connections connections;
    private final TrendsSettings settings;
    private final String run = UUID.randomUUID().toString();
    private @Nullable Session session;

    JdbcStore(Connections connections, TrendsSettings settings) {
        this.connections = connections;
        this.settings = settings;
    }

    private interface Work {
        int with(Session session) throws SQLException;
    }

    @Override
    public void write(Batch batch) throws SQLException {
        run(session -> {
            session.write(batch);
            return batch.size();
        });
    }

    @Override
    public int prune(long nowMillis) throws SQLException {
        return run(session -> session.prune(nowMillis));
    }

    private int run(Work work) throws SQLException {
        Session open = session;
        if (open == null) {
            open = connect();
            session = open;
        }
        try {
            return work.with(open);
        } catch (SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Session connect() throws SQLException {
        try {
            return new Session(connections, settings, run);
        } catch (SQLException e) {
            if (DamagedFile.setAside(settings.url(), e)) {
                return new Session(connections, settings, run);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        Session open = session;
        session = null;
        if (open != null) {
            open.close();
        }
    }
}
