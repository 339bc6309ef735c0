package io.roundhouse.trends;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Points of one length, written in batches. */
record PointTable(Connection connection, Table table) {
    /**
     * Adds to the points that are there and makes those that are not. An update and then an insert, which H2 and PostgreSQL of
     * any version understand; nobody else writes points of this server.
     *
     * @param rolled by slot, in its order
     * @return the slots that are new
     */
    List<Long> add(Map<Long, Rolled> rolled) throws SQLException {
        List<Long> slots = List.copyOf(rolled.keySet());
        List<Long> missing = new ArrayList<>();
        int[] updated = update(slots, rolled);
        for (int i = 0; i < updated.length; i++) {
            if (updated[i] == 0) {
                missing.add(slots.get(i));
            }
        }
        insert(missing, rolled);
        return missing;
    }

    private int[] update(List<Long> slots, Map<Long, Rolled> rolled) throws SQLException {
        String sql = "update " + table.sql() + " set n = n + ?, total = total + ?, lowest = least(lowest, ?), highest ="
                + " greatest(highest, ?) where slot = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (long slot : slots) {
                bind(statement, rolled.getOrDefault(slot, Rolled.of(0)), slot);
            }
            return statement.executeBatch();
        }
    }

    private void insert(List<Long> slots, Map<Long, Rolled> rolled) throws SQLException {
        String sql = "insert into " + table.sql() + " (n, total, lowest, highest, slot) values (?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (long slot : slots) {
                bind(statement, rolled.getOrDefault(slot, Rolled.of(0)), slot);
            }
            statement.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, Rolled rolled, long slot) throws SQLException {
        statement.setLong(1, rolled.count());
        statement.setDouble(2, rolled.sum());
        statement.setDouble(3, rolled.min());
        statement.setDouble(4, rolled.max());
        statement.setLong(5, slot);
        statement.addBatch();
    }

    /**
     * Deletes the oldest points, a batch of them.
     *
     * @param firstKept the first stretch of time that stays
     * @param stretches how many a batch may have
     */
    int prune(long firstKept, int stretches) throws SQLException {
        long end = table.slot(firstKept, 0);
        long oldest;
        try (PreparedStatement statement = connection.prepareStatement("select min(slot) from " + table.sql());
                ResultSet result = statement.executeQuery()) {
            oldest = result.next() ? result.getLong(1) : end;
            if (result.wasNull() || oldest >= end) {
                return 0;
            }
        }
        long to = Math.min(end, table.slot(Table.indexOf(oldest) + stretches, 0));
        try (PreparedStatement statement =
                connection.prepareStatement("delete from " + table.sql() + " where slot < ?")) {
            statement.setLong(1, to);
            return statement.executeUpdate();
        }
    }
}
