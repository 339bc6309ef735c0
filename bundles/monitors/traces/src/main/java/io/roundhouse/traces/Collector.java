package io.roundhouse.traces;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A collector of OpenTelemetry over HTTP. {@link #send} on one thread, {@link #leave} on any. */
final class Collector {
    private static final int CONNECT_MILLIS_MAX = 5_000;
    private static final int ANSWER_MILLIS_MAX = 10_000;

    private final String url;
    private final Map<String, String> headers;
    private volatile @Nullable HttpURLConnection connection; // under way
    private volatile boolean left;

    Collector(String url, Map<String, String> headers) {
        this.url = url;
        this.headers = headers;
    }

    /** What is sent. */
    interface Document {
        void write(OutputStream to) throws IOException;
    }

    void send(Document document) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            document.write(gzip);
        }
        HttpURLConnection http = (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection = http;
        try {
            post(http, body);
        } finally {
            connection = null;
            if (left) {
                http.disconnect();
            }
        }
    }

    private void post(HttpURLConnection http, ByteArrayOutputStream body) throws IOException {
        http.setConnectTimeout(CONNECT_MILLIS_MAX);
        http.setReadTimeout(ANSWER_MILLIS_MAX);
        http.setInstanceFollowRedirects(false);
        http.setDoOutput(true);
        http.setRequestMethod("POST");
        headers.forEach(http::setRequestProperty);
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
    }

    /** Gives up what is under way. */
    void leave() {
        left = true;
        HttpURLConnection underWay = connection;
        if (underWay != null) {
            underWay.disconnect();
        }
    }
}
