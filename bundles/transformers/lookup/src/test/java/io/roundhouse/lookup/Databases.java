package io.roundhouse.lookup;

import io.roundhouse.lookup.StoreSettings.Secret;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores over real databases, and what tests ask them. */
final class Databases {
    private Databases() {}

    static StoreSettings settings(String url, String user, String password, int connections) {
        return new StoreSettings("customers", url, user, new Secret(password), connections, 64, Duration.ofSeconds(5));
    }

    /** H2 in memory, for as long as somebody is connected. */
    static StoreSettings h2(String name) {
        return settings("jdbc:h2:mem:" + name, "sa", "", 1);
    }

    /** Runs statements on a connection that keeps the database alive. */
    static Connection execute(StoreSettings settings, String... statements) throws SQLException {
        Connection connection = JdbcDriver.of(settings.url()).source(settings).getConnection();
        try (Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
        return connection;
    }

    static Query query(String sql, KeyType type, Optional<String> writtenAt) {
        List<Column> columns =
                List.of(new Column("income", Column.Type.NUMBER), new Column("segment", Column.Type.TEXT));
        return new Query(Query.Form.SQL, sql, "id", type, columns, writtenAt);
    }

    static Row row(Map<String, Row> rows, String key) {
        return Optional.ofNullable(rows.get(key)).orElseThrow();
    }

    static String text(Row row, int column) {
        return new String(row.text(column), StandardCharsets.UTF_8);
    }
}
