package io.roundhouse.lookup;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Redis: a hash for each key, all of a batch in one go. There are as many connections as threads of the store, which never
 * wait for one; an idle one that has died meanwhile is replaced once.
 */
final class RedisStore implements Store {
    private static final int PIPELINED_MAX = 1 << 9;
    private static final int PORT = 6379;

    private final StoreSettings settings;
    private final HostAndPort address;
    private final DefaultJedisClientConfig config;
    private final BlockingDeque<Connection> idle;
    private final Set<Connection> used = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    RedisStore(StoreSettings settings) {
        this.settings = settings;
        this.idle = new LinkedBlockingDeque<>(settings.connections());
        URI uri = URI.create(settings.url());
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("url of store '" + settings.name() + "' names no host");
        }
        address = new HostAndPort(uri.getHost(), uri.getPort() < 0 ? PORT : uri.getPort());
        int millis = (int) settings.timeout().toMillis();
        DefaultJedisClientConfig.Builder builder = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(millis)
                .socketTimeoutMillis(millis)
                .database(database(uri.getPath()))
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (uri.getScheme().equalsIgnoreCase("rediss")) {
            builder.sslOptions(SslOptions.defaults()); // certificate and host name are verified
        }
        if (!settings.user().isEmpty()) {
            builder.user(settings.user());
        }
        if (!settings.password().text().isEmpty()) {
            builder.password(settings.password().text());
        }
        config = builder.build();
    }

    private int database(String path) {
        if (path == null || path.length() <= 1) {
            return 0;
        }
        try {
            return Integer.parseUnsignedInt(path.substring(1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "url of store '" + settings.name() + "' must end with the number of a database, was '" + path + "'",
                    e);
        }
    }

    @Override
    public Query.Form form() {
        return Query.Form.HASH;
    }

    @Override
    public void check(Query query, long patienceNanos) throws StoreException {
        read(query, List.of("0"), patienceNanos);
    }

    @Override
    public Map<String, Row> read(Query query, List<String> keys, long patienceNanos) throws StoreException {
        long end = System.nanoTime() + patienceNanos;
        Connection reused = idle.pollFirst();
        if (reused != null) {
            try {
                return readOn(reused, query, keys, end);
            } catch (JedisConnectionException e) {
                dropIdle(); // these are as old
            } catch (JedisException e) {
                throw failure(e);
            }
        }
        try {
            return readOn(new Connection(address, config), query, keys, end);
        } catch (JedisException e) {
            throw failure(e);
        }
    }

    private Map<String, Row> readOn(Connection connection, Query query, List<String> keys, long end)
            throws StoreException {
        used.add(connection);
        boolean whole = false;
        try {
            Map<String, Row> rows = new HashMap<>();
            RedisRows reader = RedisRows.of(query);
            for (int from = 0; from < keys.size(); from += PIPELINED_MAX) {
                List<String> part = keys.subList(from, Math.min(keys.size(), from + PIPELINED_MAX));
                connection.setSoTimeout(millisLeft(end));
                part.forEach(key -> connection.sendCommand(Protocol.Command.HMGET, reader.arguments(key)));
                List<Object> answers = connection.getMany(part.size());
                for (int i = 0; i < part.size(); i++) {
                    rows.put(part.get(i), reader.row(answers.get(i)));
                }
            }
            whole = true;
            return rows;
        } finally {
            used.remove(connection);
            if (!whole || closed || !idle.offerFirst(connection)) {
                drop(connection);
            }
        }
    }

    private static int millisLeft(long end) throws StoreException {
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (millis <= 0) {
            throw StoreException.failed("no time was left");
        }
        return (int) millis;
    }

    private StoreException failure(JedisException e) {
        Optional<Throwable> cause = Optional.ofNullable(e.getCause());
        String message =
                cause.map(why -> e.getMessage() + ": " + why.getMessage()).orElse(e.getMessage());
        return StoreException.failed(
                settings.password().scrub(String.valueOf(message).replaceAll("\\s+", " ")));
    }

    private void dropIdle() {
        for (Connection one = idle.pollFirst(); one != null; one = idle.pollFirst()) {
            drop(one);
        }
    }

    private static void drop(Connection connection) {
        try {
            connection.forceDisconnect();
        } catch (IOException | JedisException e) {
            // it is gone
        }
    }

    @Override
    public void close() {
        closed = true;
        dropIdle();
        used.forEach(RedisStore::drop);
    }
}
