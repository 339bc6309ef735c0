package io.roundhouse.openinference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.ModelRepository;
import java.io.DataInput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Load and unload, as the protocol's repository extension has them. */
final class RepositoryExtension {
    private static final Set<String> UNDERSTOOD = Set.of("unload_dependents", "ready");

    private final JsonFactory json;
    private final Limits limits;

    RepositoryExtension(JsonFactory json, Limits limits) {
        this.json = json;
        this.limits = limits;
    }

    void load(ModelRepository repository, String name, Body body) {
        options(body);
        try {
            repository.load(name);
        } catch (InferenceException e) {
            if (e.code() == ErrorCode.LOAD_FAILED || e.code() == ErrorCode.INVALID_CONFIGURATION) {
                throw new InferenceException(
                        e.code(), "failed to load " + Refusal.quote(name) + ": " + e.sentence(), e);
            }
            throw e;
        }
    }

    void unload(ModelRepository repository, String name, Body body) {
        options(body);
        repository.unload(name);
    }

    /** Whether only models that are ready are wanted. */
    boolean readyOnly(Body body) {
        return Boolean.TRUE.equals(Parameters.flag(options(body), "ready"));
    }

    /** The members of the body and of its {@code parameters}, together; there may be no body at all. */
    private Map<String, String> options(Body body) {
        if (body.peek() < 0) {
            return Map.of();
        }
        body.requireUtf8();
        Map<String, String> options = new HashMap<>();
        try (JsonParser parser = json.createParser((DataInput) body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Refusal.request("the body must be a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                if (key.equals("parameters")) {
                    options.putAll(Parameters.read(parser, "the request"));
                } else {
                    options.put(key, parser.nextToken().isScalarValue() ? parser.getText() : "");
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw Json.malformed(e, body, limits);
        }
        for (String key : options.keySet()) {
            if (!UNDERSTOOD.contains(key)) {
                throw Refusal.unsupported("the parameter " + Refusal.quote(key)
                        + " is not offered: models are configured in their folder");
            }
        }
        return options;
    }
}
