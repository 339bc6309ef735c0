package io.roundhouse.trends;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The writer's connection, with what is known of the database as long as it holds. */
final class Session implements AutoCloseable {
    private static final int STRETCHES = 10; // of the oldest points that one transaction deletes
    private static final int BATCHES = 20; // of each table in one go, so that the next minute does not wait for it

    private final Connection connection;
    private final TrendsSettings settings;
    private final String run;
    private final SeriesTable series;
    private final boolean h2;

    Session(Connections connections, TrendsSettings settings, String run) throws SQLException {
        this.connection = connections.open();
        this.settings = settings;
        this.run = run;
        h2 = connections.isH2();
        try {
            Schema.bring(connection);
            series = new SeriesTable(connection, settings.server());
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    void write(Batch batch) throws SQLException {
        if (!mark(batch.number())) {
            connection.rollback();
            return; // it was committed, and the answer was lost
        }
        Map<SeriesKey, Long> ids = series.ids(batch.points().keySet(), batch.atMillis());
        for (Table table : Table.values()) {
            Map<Long, Rolled> rolled = new TreeMap<>();
            batch.points()
                    .forEach((key, one) ->
                            rolled.put(table.slot(table.index(batch.atMillis()), ids.getOrDefault(key, 0L)), one));
            Set<Long> fresh = new HashSet<>();
            new PointTable(connection, table).add(rolled).forEach(slot -> fresh.add(Table.seriesOf(slot)));
            if (table == Table.DAY) {
                series.seen(fresh, batch.atMillis());
            }
        }
        connection.commit();
        series.committed();
        if (h2) {
            flush();
        }
    }

    /** Into the file now and not within half a second. A write delay of 0 would do that too, and the file is never compacted. */
    private void flush() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    /** Enters the batch as the last of this run; false when it is entered already. */
    private boolean mark(long number) throws SQLException {
        long last = -1;
        boolean there = false;
        try (PreparedStatement statement =
                connection.prepareStatement("select run, batch from trends_mark where server = ?")) {
            statement.setString(1, settings.server());
            try (ResultSet result = statement.executeQuery()) {
                if (result.next()) {
                    there = true;
                    last = result.getString(1).equals(run) ? result.getLong(2) : -1;
                }
            }
        }
        if (last >= number) {
            return false;
        }
        String sql = there
                ? "update trends_mark set run = ?, batch = ? where server = ?"
                : "insert into trends_mark (run, batch, server) values (?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, run);
            statement.setLong(2, number);
            statement.setString(3, settings.server());
            statement.executeUpdate();
        }
        return true;
    }

    int prune(long nowMillis) throws SQLException {
        int all = 0;
        for (Table table : Table.values()) {
            long firstKept = settings.firstKept(table, nowMillis);
            int gone = -1;
            for (int i = 0; i < BATCHES && gone != 0; i++) {
                gone = new PointTable(connection, table).prune(firstKept, STRETCHES);
                connection.commit();
                all += gone;
            }
        }
        long earliest = Long.MAX_VALUE;
        for (Table table : Table.values()) {
            earliest = Math.min(earliest, settings.firstKept(table, nowMillis) * table.millis());
        }
        series.prune(earliest - Table.DAY.millis());
        connection.commit();
        return all;
    }

    @Override
    public void close() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // it is being closed for whatever reason
        }
        try {
            connection.close();
        } catch (SQLException e) {
            // the database will find out
        }
    }
}
