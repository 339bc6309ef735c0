package io.roundhouse.traces;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.ErrorCode.Category;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Spans in the JSON encoding of OpenTelemetry's protocol: an {@code ExportTraceServiceRequest}. A request is a span with one
 * for each of its stages below. How long a stage took is measured; that they stand one after another is not: steps after the
 * model are within the one span {@code transform}, before {@code compute}.
 */
final class SpanDocument {
    private static final int INTERNAL = 1;
    private static final int SERVER = 2;
    private static final int ERROR = 2;

    private final JsonGenerator json;

    private SpanDocument(JsonGenerator json) {
        this.json = json;
    }

    static void write(OutputStream to, JsonFactory factory, List<Trip> trips, String version) throws IOException {
        try (JsonGenerator json = factory.createGenerator(to)) {
            new SpanDocument(json).document(trips, version);
        }
    }

    private void document(List<Trip> trips, String version) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("resourceSpans");
        json.writeStartObject();
        json.writeObjectFieldStart("resource");
        json.writeArrayFieldStart("attributes");
        attribute("service.name", "roundhouse");
        attribute("service.version", version);
        json.writeEndArray();
        json.writeEndObject();
        json.writeArrayFieldStart("scopeSpans");
        json.writeStartObject();
        json.writeObjectFieldStart("scope");
        json.writeStringField("name", "io.roundhouse.traces");
        json.writeEndObject();
        json.writeArrayFieldStart("spans");
        for (Trip trip : trips) {
            request(trip);
            stages(trip);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void request(Trip trip) throws IOException {
        String name = "infer " + trip.servedBy().map(by -> by.model().name()).orElse("unknown");
        begin(trip, trip.spanId(), trip.parentId(), name, SERVER);
        times(trip.startNanos(), trip.timing().totalNanos());
        if (!trip.state().isEmpty()) {
            json.writeStringField("traceState", trip.state());
        }
        json.writeArrayFieldStart("attributes");
        attribute("roundhouse.request.id", trip.requestId());
        attribute("roundhouse.request.rows", trip.rows());
        Optional<ServedBy> servedBy = trip.servedBy();
        if (servedBy.isPresent()) {
            servedBy(servedBy.get());
            attribute("roundhouse.batch.rows", trip.timing().batchRows());
        } else {
            attribute("roundhouse.model", trip.model());
        }
        if (trip.failure().isPresent()) {
            attribute("error.type", trip.failure().get().name());
        }
        json.writeEndArray();
        status(trip.failure());
        json.writeEndObject();
    }

    private void servedBy(ServedBy by) throws IOException {
        attribute("roundhouse.model", by.model().name());
        attribute("roundhouse.version", by.model().version());
        attribute("roundhouse.arm", by.arm());
        attribute("roundhouse.engine", by.engine());
        attribute("roundhouse.engine.version", by.engineVersion());
        attribute("roundhouse.config", by.config());
    }

    /** A caller's mistake is no error of the server; and no sentence is told, which may cite what a client sent. */
    private void status(Optional<ErrorCode> failure) throws IOException {
        if (failure.isPresent() && failure.get().category() != Category.CALLER) {
            json.writeObjectFieldStart("status");
            json.writeNumberField("code", ERROR);
            json.writeStringField("message", failure.get().name());
            json.writeEndObject();
        }
    }

    private void stages(Trip trip) throws IOException {
        Timing timing = trip.timing();
        long at = trip.startNanos();
        stage(trip, "queue", at, timing.queueNanos());
        at += timing.queueNanos();
        stage(trip, "transform", at, timing.transformNanos());
        at += timing.transformNanos();
        stage(trip, "compute", at, timing.computeNanos());
    }

    private void stage(Trip trip, String name, long startNanos, long nanos) throws IOException {
        if (nanos > 0) { // else it was not reached, or there are no steps
            String spanId =
                    HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
            begin(trip, spanId, trip.spanId(), name, INTERNAL);
            times(startNanos, nanos);
            json.writeEndObject();
        }
    }

    private void begin(Trip trip, String spanId, String parentId, String name, int kind) throws IOException {
        json.writeStartObject();
        json.writeStringField("traceId", trip.traceId());
        json.writeStringField("spanId", spanId);
        if (!parentId.isEmpty()) {
            json.writeStringField("parentSpanId", parentId);
        }
        json.writeStringField("name", name);
        json.writeNumberField("kind", kind);
    }

    /** Whole numbers of 64 bits are texts in this encoding. */
    private void times(long startNanos, long nanos) throws IOException {
        json.writeStringField("startTimeUnixNano", Long.toString(startNanos));
        json.writeStringField("endTimeUnixNano", Long.toString(startNanos + Math.max(0, nanos)));
    }

    private void attribute(String key, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", key);
        json.writeObjectFieldStart("value");
        json.writeStringField("stringValue", value);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void attribute(String key, long value) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", key);
        json.writeObjectFieldStart("value");
        json.writeStringField("intValue", Long.toString(value));
        json.writeEndObject();
        json.writeEndObject();
    }
}
