package io.roundhouse.openinference;

import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.openinference.PathSegments.OfModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

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

    void handle(OfModel model, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Body body = bodies.read(request, response);
        InferExchange.Parsed parsed = parse(model, request, body);
        PassedHeaders.answer(parsed.request(), response); // also of one that fails
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
        InferExchange.Parsed parsed = exchange.parse(OfModel.of(model), body, Map.of());
        Output out = new Output(new byte[1_024], limits.responseBytesMax());
        exchange.answer(doors.inference(), parsed, out);
        return out.copy();
    }

    private InferExchange.Parsed parse(OfModel model, HttpServletRequest request, Body body) {
        try {
            Map<String, String> headers =
                    PassedHeaders.of(request, limits.headers(), doors.catalog().headers(model.name()));
            if (body.end == 0 && request.getHeader(BodyReader.HEADER_LENGTH) != null) {
                ModelSpec spec = Models.spec(model.name(), Models.find(doors.catalog(), model));
                return exchange.parsed(model, RawRequest.read(body, spec), headers);
            }
            return exchange.parse(model, body, headers);
        } catch (OutOfMemoryError e) {
            throw InferExchange.outOfMemory();
        }
    }
}
