package io.roundhouse.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** On a real PostgreSQL. */
@SuppressWarnings("NullAway.Init") // JUnit starts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlIT extends StoreFaults {
    private static final String USER = "postgres"; // the package brings this user
    private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

    private final int port = ServerProcess.freePort();
    private Path folder;
    private ServerProcess server;

    @BeforeAll
    void start() throws IOException, SQLException {
        folder = ServerProcess.folder(USER);
        Path initdb = ServerProcess.program("initdb", "postgresql", versions());
        Path password = Files.writeString(Files.createTempFile("roundhouse-lookup-", ".txt"), PASSWORD);
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
        ServerProcess.finish(
                USER,
                List.of(
                        initdb.toString(),
                        "--pgdata=" + folder,
                        "--username=roundhouse",
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync"));
        Files.delete(password);
        server = ServerProcess.start(
                USER,
                List.of(
                        initdb.resolveSibling("postgres").toString(),
                        "-D",
                        folder.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off"),
                "ready to accept connections");
        execute(
                "create table customers (customer text primary key, income double precision, segment text)",
                "insert into customers select 'c' || x, x, 's' || x from generate_series(1, 9) x",
                "create table accounts (id integer primary key, income numeric(9,2), segment text, active boolean,"
                        + " born date, at timestamptz)",
                "insert into accounts values (7, 12.50, 'größer', true, '2000-02-29', '2026-11-27 11:00:00+01'),"
                        + " (8, null, null, null, null, null)");
    }

    private static Stream<Path> versions() throws IOException {
        Path installed = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(installed)) {
            return Stream.empty();
        }
        try (Stream<Path> versions = Files.list(installed)) {
            return versions.sorted(Comparator.reverseOrder()).map(version -> version.resolve("bin")).toList().stream();
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = Databases.execute(settings(port, PASSWORD), statements)) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @AfterAll
    void stop() {
        server.close();
        ServerProcess.delete(folder);
    }

    @Override
    int port() {
        return port;
    }

    @Override
    String url(int at) {
        return "jdbc:postgresql://127.0.0.1:" + at + "/postgres";
    }

    @Override
    String user() {
        return "roundhouse";
    }

    @Override
    Map.Entry<String, String> question() {
        return Map.entry("table", "customers");
    }

    @Override
    void restart() {
        server = server.restart();
    }

    private Map<String, Row> read(Query query, String... keys) throws StoreException {
        try (OpenStore store = settings(port, PASSWORD).open()) {
            return store.store().read(query, List.of(keys), PATIENCE);
        }
    }

    @Test
    void readsItsTypes() throws StoreException {
        String sql = "select id, income, born as segment, at from accounts where id in (:keys)";

        Map<String, Row> rows = read(Databases.query(sql, KeyType.NUMBER, Optional.of("at")), "7", "8", "9");

        Row row = Databases.row(rows, "7");
        assertThat(row.number(0)).isEqualTo(12.5);
        assertThat(Databases.text(row, 1)).isEqualTo("2000-02-29");
        assertThat(Instant.ofEpochMilli(row.writtenMillis())).isEqualTo(Instant.parse("2026-11-27T10:00:00Z"));
        assertThat(Databases.row(rows, "8").number(0)).isNaN();
        assertThat(Databases.row(rows, "8").hasTime()).isFalse();
        assertThat(Databases.row(rows, "9").isUsable()).isFalse();
    }

    @Test
    void readsTruthAndLetters() throws StoreException {
        String sql = "select id, active as income, segment from accounts where id in (:keys)";

        Row row = Databases.row(read(Databases.query(sql, KeyType.NUMBER, Optional.empty()), "7"), "7");

        assertThat(row.number(0)).isEqualTo(1);
        assertThat(Databases.text(row, 1)).isEqualTo("größer");
    }

    @Test
    void aKeyThatTheDatabaseRefusesCostsTheOthersNothing() throws StoreException {
        String sql = "select id, income, segment from accounts where id in (select cast(k as integer) from"
                + " unnest(array[:keys]) k)";

        Map<String, Row> rows = read(Databases.query(sql, KeyType.TEXT, Optional.empty()), "seven", "7", "8");

        assertThat(Databases.row(rows, "7").number(0)).isEqualTo(12.5);
        assertThat(Databases.row(rows, "seven").fault()).contains("seven");
    }

    @Test
    void tellsThatATextIsNoNumber() {
        String sql = "select id, income, segment from accounts where id in (:keys)";

        try (OpenStore store = settings(port, PASSWORD).open()) {
            assertThatThrownBy(
                            () -> store.store().check(Databases.query(sql, KeyType.TEXT, Optional.empty()), PATIENCE))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.isMistake()).isTrue())
                    .hasMessageContaining("operator does not exist: integer = character varying");
        }
    }

    @Test
    void canOnlyRead() {
        String sql = "with gone as (delete from accounts where id in (:keys) returning id, income, segment)"
                + " select id, income, segment from gone";

        assertThatThrownBy(() -> read(Databases.query(sql, KeyType.NUMBER, Optional.empty()), "7"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("read-only transaction");
    }

    @Test
    void leavesNothingToTheDriverManager() {
        assertThat(DriverManager.drivers().map(driver -> driver.getClass().getName()))
                .noneMatch(name -> name.startsWith("org.postgresql"));
    }
}
