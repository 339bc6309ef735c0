package io.roundhouse.trends;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Connections to one database, by a driver of the bundle's own and without {@code DriverManager}, which would keep the
 * bundle's classes for ever: drivers enter themselves there when they are loaded, and are taken out at once. There is no
 * pool: one thread writes and keeps its connection, and few read now and then.
 */
final class Connections {
    private static final String TIMEOUT_SECONDS =
            "30"; // for one answer of PostgreSQL; a purge of a batch takes one at most
    private static final String CONNECT_SECONDS = "5";

    private final TrendsSettings settings;

    Connections(TrendsSettings settings) {
        this.settings = settings;
    }

    Connection open() throws SQLException {
        Connection connection = driver().connect(settings.url(), properties());
        if (connection == null) {
            throw new SQLException("the driver does not know the url " + settings.url(), "08001");
        }
        return connection;
    }

    boolean isH2() {
        return TrendsSettings.isH2(settings.url());
    }

    private Driver driver() throws SQLException {
        synchronized (Connections.class) { // two at once would take the same driver out twice
            if (isH2()) {
                Driver driver = new org.h2.Driver();
                org.h2.Driver.unload();
                return driver;
            }
            Driver driver = new org.postgresql.Driver();
            if (org.postgresql.Driver.isRegistered()) {
                org.postgresql.Driver.deregister();
            }
            return driver;
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        if (!settings.user().isEmpty()) {
            properties.setProperty("user", settings.user());
        }
        if (!settings.password().text().isEmpty()) {
            properties.setProperty("password", settings.password().text());
        }
        if (!isH2()) {
            properties.setProperty("connectTimeout", CONNECT_SECONDS);
            properties.setProperty("loginTimeout", CONNECT_SECONDS);
            properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("reWriteBatchedInserts", "true");
            properties.setProperty("ApplicationName", "roundhouse-trends");
        }
        return properties;
    }
}
