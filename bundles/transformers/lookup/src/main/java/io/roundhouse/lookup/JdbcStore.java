package io.roundhouse.lookup;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A database: one query a batch, the keys bound, at most {@value #KEYS_MAX} of them at a time. */
final class JdbcStore implements Store {
    static final int KEYS_MAX = 1 << 9;

    private static final long POOL_WAIT_MIN_MILLIS = 250; // the pool takes no less
    private static final String DATA_EXCEPTION = "22";
    private static final String WRONG_SQL = "42";

    private final StoreSettings settings;
    private final JdbcDriver driver;
    private @Nullable HikariDataSource pool; // guarded by this
    private boolean closed; // guarded by this

    JdbcStore(StoreSettings settings, JdbcDriver driver) {
        this.settings = settings;
        this.driver = driver;
    }

    /** Made when it is first wanted: a store that nobody asks loads no driver and has no thread. */
    private synchronized HikariDataSource pool() throws SQLException, StoreException {
        if (closed) {
            throw StoreException.failed("the store is closed");
        }
        HikariDataSource made = pool;
        if (made == null) {
            made = new HikariDataSource(config());
            pool = made;
        }
        return made;
    }

    private HikariConfig config() throws SQLException {
        long wait = Math.max(POOL_WAIT_MIN_MILLIS, settings.timeout().toMillis());
        HikariConfig config = new HikariConfig();
        config.setDataSource(driver.source(settings));
        config.setPoolName("roundhouse-lookup-" + settings.name());
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(0);
        config.setConnectionTimeout(wait);
        config.setValidationTimeout(Math.min(wait, TimeUnit.SECONDS.toMillis(1)));
        config.setInitializationFailTimeout(-1); // a store that is down now may come
        config.setReadOnly(true);
        driver.greeting(settings).ifPresent(config::setConnectionInitSql);
        return config;
    }

    @Override
    public Query.Form form() {
        return Query.Form.SQL;
    }

    @Override
    public Map<String, Row> read(Query query, List<String> keys, long patienceNanos) throws StoreException {
        long end = System.nanoTime() + patienceNanos;
        Map<String, Row> rows = new HashMap<>();
        for (int from = 0; from < keys.size(); from += KEYS_MAX) {
            readPart(query, keys.subList(from, Math.min(keys.size(), from + KEYS_MAX)), end, rows);
        }
        keys.forEach(key -> rows.computeIfAbsent(key, unknown -> Row.absent()));
        return rows;
    }

    /** Where the database refuses a value, halves are asked, so that one key does not cost the others their answer. */
    private void readPart(Query query, List<String> keys, long end, Map<String, Row> rows) throws StoreException {
        try {
            ask(query, keys, end, rows);
        } catch (SQLException e) {
            if (!hasState(e, DATA_EXCEPTION)) {
                throw failure(e);
            }
            if (keys.size() == 1) {
                rows.put(keys.get(0), Row.faulty(message(e)));
                return;
            }
            readPart(query, keys.subList(0, keys.size() / 2), end, rows);
            readPart(query, keys.subList(keys.size() / 2, keys.size()), end, rows);
        }
    }

    private void ask(Query query, List<String> keys, long end, Map<String, Row> rows)
            throws SQLException, StoreException {
        SqlText text = SqlText.of(query, keys.size());
        try (Connection connection = pool().getConnection();
                PreparedStatement statement = connection.prepareStatement(text.sql())) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis <= 0) {
                throw StoreException.failed("no time was left when a connection was free");
            }
            limit(connection, statement, (int) millis);
            text.bind(statement, query.keyType(), keys);
            try (ResultSet result = statement.executeQuery()) {
                SqlRows reader = SqlRows.of(result.getMetaData(), query);
                while (result.next()) {
                    rows.putIfAbsent(reader.key(result), reader.row(result));
                }
            }
        }
    }

    private void limit(Connection connection, PreparedStatement statement, int millis) throws SQLException {
        if (driver == JdbcDriver.POSTGRESQL) {
            connection.setNetworkTimeout(Runnable::run, millis);
        } else {
            statement.setQueryTimeout((millis + 999) / 1000);
        }
    }

    @Override
    public void check(Query query, long patienceNanos) throws StoreException {
        try {
            ask(query, List.of("0"), System.nanoTime() + patienceNanos, new HashMap<>());
        } catch (SQLException e) {
            if (!hasState(e, DATA_EXCEPTION)) {
                throw failure(e);
            }
        }
    }

    private StoreException failure(SQLException e) {
        return hasState(e, WRONG_SQL) ? StoreException.mistaken(message(e)) : StoreException.failed(message(e));
    }

    private static boolean hasState(SQLException e, String prefix) {
        return e.getSQLState() != null && e.getSQLState().startsWith(prefix);
    }

    /** The pool's exception says that it waited; its cause says for what. */
    private String message(SQLException e) {
        Throwable cause = e.getCause();
        String message = cause == null ? String.valueOf(e.getMessage()) : e.getMessage() + ": " + cause.getMessage();
        return settings.password().scrub(message.replaceAll("\\s+", " "));
    }

    @Override
    public void close() {
        HikariDataSource made;
        synchronized (this) {
            closed = true;
            made = pool;
        }
        if (made != null) {
            made.close();
        }
    }
}
