package io.roundhouse.lookup;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The query with so many places for keys: a power of two, so that the database sees few different texts and keeps their
 * plans. Places left over hold the last key again.
 */
record SqlText(String sql, int places) {
    static SqlText of(Query query, int keys) {
        int places = keys <= 1 ? 1 : Integer.highestOneBit(keys - 1) << 1;
        String marks = "?" + ", ?".repeat(places - 1);
        return new SqlText(query.text().replace(Query.KEYS, marks), places);
    }

    void bind(PreparedStatement statement, KeyType type, List<String> keys) throws SQLException {
        for (int place = 0; place < places; place++) {
            String key = keys.get(Math.min(place, keys.size() - 1));
            if (type == KeyType.NUMBER) {
                statement.setLong(place + 1, Long.parseLong(key));
            } else {
                statement.setString(place + 1, key);
            }
        }
    }
}
