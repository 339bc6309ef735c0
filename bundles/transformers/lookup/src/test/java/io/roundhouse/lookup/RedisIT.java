package io.roundhouse.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;

/** On a real Redis. */
@SuppressWarnings("NullAway.Init") // JUnit starts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisIT extends StoreFaults {
    private static final String USER = "nobody";
    private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

    private final int port = ServerProcess.freePort();
    private Path folder;
    private ServerProcess server;

    @BeforeAll
    void start() throws IOException {
        folder = ServerProcess.folder(USER);
        Path program = ServerProcess.program(
                "redis-server",
                "redis-server",
                Stream.of("/usr/bin", "/usr/local/bin").map(Path::of));
        server = ServerProcess.start(
                USER,
                List.of(
                        program.toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        folder.toString(),
                        "--requirepass",
                        PASSWORD),
                "Ready to accept connections");
        fill();
    }

    private void fill() {
        for (int i = 1; i <= 9; i++) {
            command(Command.HSET, "customer:c" + i, "income", Integer.toString(i), "segment", "s" + i);
        }
    }

    private void command(Command command, String... arguments) {
        DefaultJedisClientConfig config =
                DefaultJedisClientConfig.builder().password(PASSWORD).build();
        try (Connection connection = new Connection(new HostAndPort("127.0.0.1", port), config)) {
            connection.sendCommand(command, arguments);
            connection.getOne();
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
        return "redis://127.0.0.1:" + at + "/0";
    }

    @Override
    String user() {
        return "";
    }

    @Override
    Map.Entry<String, String> question() {
        return Map.entry("hash", "customer:{key}");
    }

    @Override
    void restart() {
        command(Command.SAVE);
        server = server.restart();
    }

    private Map<String, Row> read(List<String> keys) throws StoreException {
        List<Column> columns =
                List.of(new Column("income", Column.Type.NUMBER), new Column("segment", Column.Type.TEXT));
        Query query = new Query(Query.Form.HASH, "account:{key}", "account", KeyType.TEXT, columns, Optional.of("at"));
        try (OpenStore store = settings(port, PASSWORD).open()) {
            return store.store().read(query, keys, PATIENCE);
        }
    }

    @Test
    void readsFieldsAndTheirTime() throws StoreException {
        command(Command.HSET, "account:a", "income", "12.5", "segment", "größer", "at", "2026-11-27T10:00:00Z");
        command(Command.HSET, "account:b", "income", "");
        command(Command.HSET, "account:c", "income", "much");
        command(Command.SET, "account:d", "no hash");

        Map<String, Row> rows = read(List.of("a", "b", "c", "d", "e"));

        Row row = Databases.row(rows, "a");
        assertThat(row.number(0)).isEqualTo(12.5);
        assertThat(Databases.text(row, 1)).isEqualTo("größer");
        assertThat(Instant.ofEpochMilli(row.writtenMillis())).isEqualTo(Instant.parse("2026-11-27T10:00:00Z"));
        assertThat(Databases.row(rows, "b").number(0)).isNaN();
        assertThat(Databases.row(rows, "b").hasTime()).isFalse();
        assertThat(Databases.row(rows, "c").fault()).isEqualTo("'income' is no number");
        assertThat(Databases.row(rows, "d").fault()).startsWith("WRONGTYPE");
        assertThat(Databases.row(rows, "e").isUsable()).isFalse();
        assertThat(Databases.row(rows, "e").fault()).isEmpty();
    }

    @Test
    void readsMoreKeysThanOnePipelineHolds() throws StoreException {
        List<String> keys = IntStream.range(0, 1_300).mapToObj(i -> "many-" + i).toList();
        command(Command.HSET, "account:many-1299", "income", "1299");

        Map<String, Row> rows = read(keys);

        assertThat(rows).hasSize(1_300);
        assertThat(Databases.row(rows, "many-1299").number(0)).isEqualTo(1_299);
    }
}
