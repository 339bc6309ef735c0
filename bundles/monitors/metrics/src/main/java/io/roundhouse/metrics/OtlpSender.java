package io.roundhouse.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends a document to a collector now and then, on a thread of its own. What could not be sent is counted and forgotten:
 * counts are told from the beginning each time, so the next document says it all. A collector that is down costs an attempt
 * an interval.
 */
final class OtlpSender implements AutoCloseable {
    private static final Logger LOG = System.getLogger("io.roundhouse.metrics");
    private static final int CONNECT_MILLIS_MAX = 5_000;
    private static final int ANSWER_MILLIS_MAX = 10_000;
    private static final Duration END_MAX = Duration.ofSeconds(2);
    private static final long LEAVE_MILLIS = 50;

    private final OtlpSettings settings;
    private final Document document;
    private final Counter sent;
    private final Counter failed;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "roundhouse-metrics-otlp");
    private volatile @Nullable HttpURLConnection connection; // under way
    private boolean down;

    /** What is sent. */
    interface Document {
        void write(OutputStream to) throws IOException;
    }

    OtlpSender(MeterRegistry registry, OtlpSettings settings, Document document) {
        this.settings = settings;
        this.document = document;
        sent = exports(registry, "sent"); // told also where nothing is sent: rules on it are right everywhere
        failed = exports(registry, "failed");
    }

    private static Counter exports(MeterRegistry registry, String result) {
        return Counter.builder("roundhouse.metrics.exports")
                .description("Times that all meters were sent to a collector, or could not be")
                .tag("result", result)
                .register(registry);
    }

    /** Does nothing where no collector is named. */
    void start() {
        if (!settings.isOn()) {
            return;
        }
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!stop.await(settings.interval().toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    send();
                    sent.increment();
                    tell(false, "");
                } catch (IOException | RuntimeException e) {
                    failed.increment();
                    tell(true, String.valueOf(e.getMessage()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody but close ends it, and close does not interrupt
        }
    }

    private void tell(boolean isDown, String reason) {
        if (stop.getCount() == 0) {
            return; // it was given up here, and nobody is down
        }
        if (isDown && !down) {
            LOG.log(Level.WARNING, "meters not sent url={0} reason=\"{1}\"", settings.url(), reason);
        } else if (down && !isDown) {
            LOG.log(Level.INFO, "meters sent again url={0}", settings.url());
        }
        down = isDown;
    }

    private void send() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            document.write(gzip);
        }
        HttpURLConnection http =
                (HttpURLConnection) URI.create(settings.url()).toURL().openConnection();
        connection = http;
        try {
            http.setConnectTimeout(CONNECT_MILLIS_MAX);
            http.setReadTimeout(ANSWER_MILLIS_MAX);
            http.setInstanceFollowRedirects(false);
            http.setDoOutput(true);
            http.setRequestMethod("POST");
            settings.headers().forEach(http::setRequestProperty);
            http.setRequestProperty("Content-Type", "application/json");
            http.setRequestProperty("Content-Encoding", "gzip");
            http.setFixedLengthStreamingMode(body.size());
            try (OutputStream out = http.getOutputStream()) {
                body.writeTo(out);
            }
            int status = http.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException("the collector answered " + status);
            }
            try (InputStream answer = http.getInputStream()) {
                answer.readNBytes(1 << 16); // so that the connection is used again
            }
        } finally {
            connection = null;
            if (stop.getCount() == 0) {
                http.disconnect();
            }
        }
    }

    /** Returns when the thread has ended, or soon; what is under way is given up. */
    @Override
    public void close() {
        stop.countDown();
        long begun = System.nanoTime();
        // Again and again: left between sending and reading, the other thread finds no connection, makes a new one
        // and waits there for an answer to what it has not sent.
        try {
            do {
                leave();
                thread.join(LEAVE_MILLIS);
            } while (thread.isAlive() && System.nanoTime() - begun < END_MAX.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void leave() {
        HttpURLConnection underWay = connection;
        if (underWay != null) {
            underWay.disconnect();
        }
    }
}
