package io.roundhouse.openinference;

import io.roundhouse.api.model.ModelSpec;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code infer} over HTTP: the one path that has to be fast. */
final class InferHandler {
    /** Where the HTTP room's filter looks for the id of a request that failed. */
    static final String REQUEST_ID = "roundhouse.request.id";

    private final Doors doors;
    private final InferExchange exchange;
    private final BodyReader bodies;
    private final Scratch scratch;
    private final Limits limits;

    InferHandler(Doors doors, InferExchange exchange, BodyReader bodies, Scratch scratch, Limits limits) {
        this.doors = doors;
        this.exchange = exchange;
        this.bodies = bodies;
        this.scratch = scratch;
        this.limits = limits;
    }

    void handle(String model, Optional<String> version, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Body body = bodies.read(request, response);
        InferExchange.Parsed parsed = parse(model, version, request, body);
        Output out = new Output(scratch.out(), limits.responseBytesMax());
        int jsonLength;
        try {
            jsonLength = exchange.answer(doors.inference(), parsed, out);
        } catch (RuntimeException e) {
            request.setAttribute(REQUEST_ID, parsed.request().id());
            throw e;
        }
        Replies.answer(request, response, out, jsonLength, limits);
    }

    /** The same without HTTP. */
    byte[] json(String model, byte[] document) throws IOException {
        Body body = new Body(document, 0, document.length, document.length);
        InferExchange.Parsed parsed = exchange.parse(model, Optional.empty(), body, Map.of());
        Output out = new Output(new byte[1_024], limits.responseBytesMax());
        exchange.answer(doors.inference(), parsed, out);
        return out.copy();
    }

    private InferExchange.Parsed parse(String model, Optional<String> version, HttpServletRequest request, Body body) {
        try {
            Map<String, String> headers = headers(request);
            if (body.end == 0 && request.getHeader(BodyReader.HEADER_LENGTH) != null) {
                ModelSpec spec = Models.spec(model, Models.find(doors.catalog(), model, version));
                return exchange.parsed(model, version, RawRequest.read(body, spec), headers);
            }
            return exchange.parse(model, version, body, headers);
        } catch (OutOfMemoryError e) {
            throw InferExchange.outOfMemory();
        }
    }

    private Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = Map.of();
        for (String name : limits.headers()) {
            String value = request.getHeader(name);
            if (value != null) {
                if (headers.isEmpty()) {
                    headers = new HashMap<>();
                }
                headers.put(name, value);
            }
        }
        return headers;
    }
}
