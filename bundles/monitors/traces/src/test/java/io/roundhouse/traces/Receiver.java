package io.roundhouse.traces;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** A collector that keeps what it gets, read as JSON: objects as maps, arrays as lists, all else as text. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final BlockingQueue<Object> documents = new LinkedBlockingQueue<>();
    private final BlockingQueue<Map<String, List<String>>> headers = new LinkedBlockingQueue<>();
    private volatile int status = 200;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    void answer(int status) {
        this.status = status;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange;
                GZIPInputStream body = new GZIPInputStream(exchange.getRequestBody());
                JsonParser json = new JsonFactory().createParser(body)) {
            json.nextToken();
            Object document = read(json);
            headers.add(Map.copyOf(exchange.getRequestHeaders()));
            documents.add(document);
            exchange.sendResponseHeaders(status, 2);
            exchange.getResponseBody().write("{}".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
    }

    private static Object read(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                object.put(name, read(json));
            }
            return object;
        }
        if (json.currentToken() == JsonToken.START_ARRAY) {
            List<Object> array = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                array.add(read(json));
            }
            return array;
        }
        return json.getText();
    }

    Object document() throws InterruptedException {
        Object document = documents.poll(20, TimeUnit.SECONDS);
        if (document == null) {
            throw new AssertionError("nothing came in 20 s");
        }
        return document;
    }

    /** Of the last document. */
    Map<String, List<String>> headers() throws InterruptedException {
        return headers.take();
    }

    /** What stands at a path of member names and places in arrays; an empty text where nothing does. */
    static Object at(Object document, Object... path) {
        Object here = document;
        for (Object step : path) {
            Object next = step instanceof Integer place ? ((List<?>) here).get(place) : ((Map<?, ?>) here).get(step);
            if (next == null) {
                return "";
            }
            here = next;
        }
        return here;
    }

    /** Attributes as OpenTelemetry writes them, as a map. */
    static Map<String, String> attributes(Object list) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Object one : (List<?>) list) {
            Map<?, ?> value = (Map<?, ?>) at(one, "value");
            all.put((String) at(one, "key"), (String) value.values().iterator().next());
        }
        return all;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
