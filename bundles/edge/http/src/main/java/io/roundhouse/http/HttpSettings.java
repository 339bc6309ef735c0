package io.roundhouse.http;

import java.time.Duration;

/**
 * The listener and the limits of every request: the one place where they stand.
 *
 * @param host the address to listen on; empty for all
 * @param port 0 for any free one
 * @param tls none: plain text
 * @param headerBytesMax request line and headers
 * @param headerTime until the headers are complete
 * @param bodyBytesMax on the wire
 * @param bodyRateMin bytes a second a body must come with, after {@code bodyGrace}
 * @param requestTime until the last byte of a request is read
 * @param chunksMax pieces a chunked body may come in
 * @param addressConnectionsMax connections of one remote address
 * @param streamsMax HTTP/2 streams of one connection
 * @param controlFramesMax HTTP/2 control frames a second
 * @param idleTime without a request
 * @param drainTime for requests under way when the listener closes
 */
record HttpSettings(
        String host,
        int port,
        Tls tls,
        int headerBytesMax,
        Duration headerTime,
        long bodyBytesMax,
        int bodyRateMin,
        Duration bodyGrace,
        Duration requestTime,
        int chunksMax,
        int connectionsMax,
        int addressConnectionsMax,
        int streamsMax,
        int controlFramesMax,
        Duration idleTime,
        int threadsMax,
        Duration drainTime) {

    HttpSettings {
        within("port", port, 0, 65_535);
        within("header.bytes.max", headerBytesMax, 1_024, 1 << 20);
        within("header.seconds.max", headerTime.toSeconds(), 1, 600);
        within("body.bytes.max", bodyBytesMax, 1_024, Integer.MAX_VALUE);
        within("body.rate.min", bodyRateMin, 1, 1 << 30);
        within("body.grace.seconds", bodyGrace.toSeconds(), 1, 600);
        within("request.seconds.max", requestTime.toSeconds(), 1, 3_600);
        within("chunks.max", chunksMax, 1, Integer.MAX_VALUE);
        within("connections.max", connectionsMax, 1, 1_000_000);
        within("connections.address.max", addressConnectionsMax, 1, 1_000_000);
        within("streams.max", streamsMax, 1, 10_000);
        within("control.frames.max", controlFramesMax, 1, 100_000);
        within("idle.seconds", idleTime.toSeconds(), 1, 86_400);
        within("threads.max", threadsMax, 8, 10_000);
        within("drain.seconds", drainTime.toSeconds(), 0, 600);
    }

    /**
     * A key store to answer TLS with.
     *
     * @param keyStore a path; empty for plain text
     */
    record Tls(String keyStore, String password, String type) {
        boolean isOn() {
            return !keyStore.isEmpty();
        }

        /** Without the password. */
        @Override
        public String toString() {
            return isOn() ? type + " " + keyStore : "off";
        }
    }

    boolean sameAddress(HttpSettings other) {
        return host.equals(other.host) && port == other.port;
    }

    private static void within(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + " must be " + min + ".." + max + ", was " + value);
        }
    }
}
