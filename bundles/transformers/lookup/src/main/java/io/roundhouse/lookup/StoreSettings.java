package io.roundhouse.lookup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One store, checked. It never shows its password.
 *
 * @param url {@code jdbc:h2:…}, {@code jdbc:postgresql:…}, {@code redis:…} or {@code rediss:…}; without credentials
 * @param connections and threads
 * @param queueLengthMax reads that wait for a connection
 * @param timeout how long one read may keep a thread
 */
record StoreSettings(
        String name, String url, String user, Secret password, int connections, int queueLengthMax, Duration timeout) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)[?&;](user|password)=|://[^/?]*@");
    private static final int TIMEOUT_MIN_MILLIS = 10;
    private static final int TIMEOUT_MAX_MILLIS = 60_000;

    /** A text that is not printed. */
    static final class Secret {
        private final String text;

        Secret(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        /** The message without the secret in it. */
        String scrub(String message) {
            return text.isEmpty() ? message : message.replace(text, "***");
        }

        @Override
        public String toString() {
            return text.isEmpty() ? "none" : "***";
        }
    }

    StoreSettings {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name must be 1..64 letters, digits, '.', '_' or '-', was '" + name + "'");
        }
        if (CREDENTIALS.matcher(url).find()) {
            throw new IllegalArgumentException(
                    "url of store '" + name + "' has user or password in it; they have keys of their own");
        }
        if (!isH2(url) && !isPostgresql(url) && !isRedis(url)) {
            throw new IllegalArgumentException("url of store '" + name
                    + "' must begin with jdbc:h2:, jdbc:postgresql:, redis:// or rediss://, was '" + url + "'");
        }
        check("connections", connections, 1, 64);
        check("queue.length.max", queueLengthMax, 1, 10_000);
        check("timeout.millis", timeout.toMillis(), TIMEOUT_MIN_MILLIS, TIMEOUT_MAX_MILLIS);
    }

    private static void check(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + " must be " + min + ".." + max + ", was " + value);
        }
    }

    /** The password, or what the file holds without the line's end. */
    static Secret secret(String password, String file) {
        if (file.isEmpty()) {
            return new Secret(password);
        }
        if (!password.isEmpty()) {
            throw new IllegalArgumentException("password and password.file are both set; leave one");
        }
        try {
            return new Secret(Files.readString(Path.of(file)).strip());
        } catch (IOException e) {
            throw new IllegalArgumentException("password.file '" + file + "' cannot be read: " + e, e);
        }
    }

    private static boolean isH2(String url) {
        return lower(url).startsWith("jdbc:h2:");
    }

    private static boolean isPostgresql(String url) {
        return lower(url).startsWith("jdbc:postgresql:");
    }

    private static boolean isRedis(String url) {
        return lower(url).startsWith("redis://") || lower(url).startsWith("rediss://");
    }

    private static String lower(String url) {
        return url.toLowerCase(Locale.ROOT);
    }

    /** Connects when it is first asked. */
    OpenStore open() {
        Store store = isRedis(url) ? new RedisStore(this) : new JdbcStore(this, JdbcDriver.of(url));
        return new OpenStore(name, store, new StoreThreads(name, connections, queueLengthMax), timeout);
    }
}
