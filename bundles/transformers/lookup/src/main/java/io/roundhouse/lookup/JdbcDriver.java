package io.roundhouse.lookup;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A driver of the bundle's own, without {@code DriverManager}, which would keep the bundle's classes for ever: drivers enter
 * themselves there when they are loaded, and are taken out at once. Their data sources would go that way too.
 */
enum JdbcDriver {
    H2 {
        @Override
        Driver load() {
            Driver driver = new org.h2.Driver();
            org.h2.Driver.unload();
            return driver;
        }

        @Override
        Properties properties(StoreSettings settings) {
            return new Properties();
        }
    },
    POSTGRESQL {
        @Override
        Driver load() throws SQLException {
            Driver driver = new org.postgresql.Driver();
            if (org.postgresql.Driver.isRegistered()) {
                org.postgresql.Driver.deregister();
            }
            return driver;
        }

        @Override
        Properties properties(StoreSettings settings) {
            long seconds = Math.max(1, (settings.timeout().toMillis() + 999) / 1000);
            Properties properties = new Properties();
            properties.setProperty("connectTimeout", Long.toString(seconds));
            properties.setProperty("socketTimeout", Long.toString(seconds));
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("ApplicationName", "roundhouse");
            properties.setProperty("readOnlyMode", "always");
            return properties;
        }

        @Override
        Optional<String> greeting(StoreSettings settings) {
            return Optional.of("set statement_timeout = " + settings.timeout().toMillis());
        }
    };

    static JdbcDriver of(String url) {
        return url.toLowerCase(Locale.ROOT).startsWith("jdbc:h2:") ? H2 : POSTGRESQL;
    }

    abstract Driver load() throws SQLException;

    abstract Properties properties(StoreSettings settings);

    /** What a new connection is told: that the server too gives up what nobody reads any more. */
    Optional<String> greeting(StoreSettings settings) {
        return Optional.empty();
    }

    /** Connections to that store, one by one; a pool stands before it. */
    DataSource source(StoreSettings settings) throws SQLException {
        Properties properties = properties(settings);
        if (!settings.user().isEmpty()) {
            properties.setProperty("user", settings.user());
        }
        if (!settings.password().text().isEmpty()) {
            properties.setProperty("password", settings.password().text());
        }
        synchronized (JdbcDriver.class) { // two at once would take the same driver out twice
            return new Source(load(), settings.url(), properties);
        }
    }

    /** Not a record: that would print the properties. */
    private static final class Source implements DataSource {
        private final Driver driver;
        private final String url;
        private final Properties properties;
        private volatile int loginSeconds; // the pool waits so long when it ends; drivers read the properties

        Source(Driver driver, String url, Properties properties) {
            this.driver = driver;
            this.url = url;
            this.properties = properties;
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = driver.connect(url, properties);
            if (connection == null) {
                throw new SQLException("the driver does not know the url " + url, "08001");
            }
            return connection;
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public PrintWriter getLogWriter() throws SQLException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {
            loginSeconds = seconds;
        }

        @Override
        public int getLoginTimeout() {
            return loginSeconds;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException("wraps nothing");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
