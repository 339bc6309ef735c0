package io.roundhouse.trends;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What is asked of the database, over one connection. */
record Reads(Connection connection, String server) {
    private static final int SLOTS = 2_000; // asked for at once
    private static final String COLUMNS = "select slot, n, total, lowest, highest from ";
    private static final Set<String> NO_TABLE = Set.of("42S02", "42S04", "42P01"); // H2's two, PostgreSQL's

    /** Takes the points, in the order of time. */
    interface Taker {
        void take(long index, long series, Rolled rolled);
    }

    /** Whether nothing was ever written to that database. */
    static boolean isEmpty(SQLException e) {
        return e.getSQLState() != null && NO_TABLE.contains(e.getSQLState());
    }

    List<SeriesTable.Stored> series() throws SQLException {
        return SeriesTable.all(connection, server);
    }

    /** Some series from one stretch of time to before another: each point is looked up, as those of a series lie apart. */
    void points(Table table, Collection<Long> series, long from, long to, Taker taker) throws SQLException {
        String sql = COLUMNS + table.sql() + " where slot = any(?) order by slot";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            List<Long> slots = new ArrayList<>();
            for (long index = from; index < to; index++) {
                for (long one : series) {
                    slots.add(table.slot(index, one));
                }
                if (slots.size() >= SLOTS || index == to - 1) {
                    Array array = connection.createArrayOf("bigint", slots.toArray());
                    statement.setArray(1, array);
                    take(statement, taker);
                    array.free();
                    slots.clear();
                }
            }
        }
    }

    /** Every series, of all servers, from one stretch of time to before another: one range. */
    void all(Table table, long from, long to, Taker taker) throws SQLException {
        String sql = COLUMNS + table.sql() + " where slot >= ? and slot < ? order by slot";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, table.slot(from, 0));
            statement.setLong(2, table.slot(to, 0));
            take(statement, taker);
        }
    }

    private static void take(PreparedStatement statement, Taker taker) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                long slot = result.getLong(1);
                Rolled rolled =
                        new Rolled(result.getLong(2), result.getDouble(3), result.getDouble(4), result.getDouble(5));
                taker.take(Table.indexOf(slot), Table.seriesOf(slot), rolled);
            }
        }
    }
}
