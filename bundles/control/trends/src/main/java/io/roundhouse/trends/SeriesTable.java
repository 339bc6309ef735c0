package io.roundhouse.trends;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The series of one server, by number. The writer's thread keeps one; who reads makes a fresh one. */
final class SeriesTable {
    /** One that is in the database. */
    record Stored(long id, SeriesKey key, long sinceMillis) {}

    private final Connection connection;
    private final String server;
    private final Map<SeriesKey, Long> ids = new HashMap<>();
    private final Map<SeriesKey, Long> added = new HashMap<>(); // by the transaction that goes on

    SeriesTable(Connection connection, String server) throws SQLException {
        this.connection = connection;
        this.server = server;
        all(connection, server).forEach(one -> ids.put(one.key(), one.id()));
    }

    static List<Stored> all(Connection connection, String server) throws SQLException {
        String sql = "select id, name, labels, counts, since from trends_series where server = ? order by name, labels";
        List<Stored> all = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, server);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    SeriesKey key = SeriesKey.stored(result.getString(2), result.getString(3), result.getBoolean(4));
                    all.add(new Stored(result.getLong(1), key, result.getLong(5)));
                }
            }
        }
        return all;
    }

    /** The number of each, made where there is none yet. */
    Map<SeriesKey, Long> ids(Collection<SeriesKey> keys, long atMillis) throws SQLException {
        Map<SeriesKey, Long> found = new LinkedHashMap<>();
        for (SeriesKey key : keys) {
            Long id = ids.get(key);
            found.put(key, id == null ? add(key, atMillis) : id);
        }
        return found;
    }

    private long add(SeriesKey key, long atMillis) throws SQLException {
        String sql = "insert into trends_series (server, name, labels, counts, since, seen) values (?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql, new String[] {"id"})) {
            statement.setString(1, server);
            statement.setString(2, key.name());
            statement.setString(3, key.text());
            statement.setBoolean(4, key.counts());
            statement.setLong(5, atMillis);
            statement.setLong(6, atMillis);
            statement.executeUpdate();
            try (ResultSet made = statement.getGeneratedKeys()) {
                made.next();
                long id = made.getLong(1);
                if (id >= Table.SERIES_END) {
                    throw new SQLException("all " + Table.SERIES_END + " numbers of series are used up");
                }
                added.put(key, id);
                return id;
            }
        }
    }

    /** These have a point in a day that had none of them. */
    void seen(Collection<Long> some, long atMillis) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("update trends_series set seen = ? where id = ? and seen < ?")) {
            for (long id : some) {
                statement.setLong(1, atMillis);
                statement.setLong(2, id);
                statement.setLong(3, atMillis);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** The transaction is there. */
    void committed() {
        ids.putAll(added);
        added.clear();
    }

    /** Forgets series that have no point left. */
    int prune(long seenBeforeMillis) throws SQLException {
        int gone;
        try (PreparedStatement statement =
                connection.prepareStatement("delete from trends_series where server = ? and seen < ?")) {
            statement.setString(1, server);
            statement.setLong(2, seenBeforeMillis);
            gone = statement.executeUpdate();
        }
        if (gone > 0) {
            ids.clear();
            all(connection, server).forEach(one -> ids.put(one.key(), one.id()));
        }
        return gone;
    }
}
