package io.roundhouse.openinference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the request document of {@code infer}, and the binary data behind it. */
final class RequestReader {
    private final JsonFactory json;
    private final Limits limits;
    private final InputReader inputReader;

    RequestReader(JsonFactory json, Limits limits) {
        this.json = json;
        this.limits = limits;
        this.inputReader = new InputReader(json, limits);
    }

    Draft read(Body body) {
        body.requireUtf8();
        Draft draft = new Draft();
        try (JsonParser parser = json.createParser((DataInput) body)) {
            readDocument(parser, body, draft);
        } catch (IOException e) {
            throw Json.malformed(e, body, limits);
        }
        if (draft.inputs == null) {
            throw Refusal.request("'inputs' is missing");
        }
        inputReader.complete(body, draft.inputs);
        return draft;
    }

    private void readDocument(JsonParser parser, Body body, Draft draft) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw Refusal.request("the body must be a JSON object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            switch (parser.currentName()) {
                case "id" -> draft.id = Tokens.shortText(parser, "'id'");
                case "parameters" -> draft.parameters = Parameters.read(parser, "the request");
                case "inputs" -> draft.inputs = readInputs(parser, body);
                case "outputs" -> readOutputs(parser, draft);
                default -> Tokens.skip(parser);
            }
        }
        if (body.peek() >= 0) {
            throw Refusal.request("the JSON goes on after its end, near byte " + body.position);
        }
    }

    private List<Draft.Input> readInputs(JsonParser parser, Body body) throws IOException {
        Tokens.beginArray(parser, "'inputs'");
        List<Draft.Input> inputs = new ArrayList<>(4);
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            if (inputs.size() == limits.tensorsMax()) {
                throw Refusal.request("the request has more than " + limits.tensorsMax() + " inputs");
            }
            Draft.Input input = InputReader.read(parser, body);
            for (Draft.Input other : inputs) {
                if (other.name != null && other.name.equals(input.name)) {
                    throw Refusal.request(input.label() + " comes twice");
                }
            }
            inputs.add(input);
        }
        Tokens.requireEnd(parser, "'inputs' must hold objects only");
        return inputs;
    }

    private void readOutputs(JsonParser parser, Draft draft) throws IOException {
        Tokens.beginArray(parser, "'outputs'");
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            if (draft.outputs.size() == limits.tensorsMax()) {
                throw Refusal.request("the request has more than " + limits.tensorsMax() + " outputs");
            }
            readOutput(parser, draft);
        }
        Tokens.requireEnd(parser, "'outputs' must hold objects only");
    }

    private static void readOutput(JsonParser parser, Draft draft) throws IOException {
        String name = null;
        Map<String, String> parameters = Map.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            switch (parser.currentName()) {
                case "name" -> name = Tokens.name(parser, "'name' of an output");
                case "parameters" -> parameters = Parameters.read(parser, "an output");
                default -> Tokens.skip(parser);
            }
        }
        if (name == null) {
            throw Refusal.request("an output has no 'name'");
        }
        if (draft.outputs.contains(name)) {
            throw Refusal.request("output " + Refusal.quote(name) + " comes twice");
        }
        if (Parameters.whole(parameters, "classification", 0) > 0) {
            throw Refusal.unsupported("classification of outputs is not offered");
        }
        Parameters.refuseSharedMemory(parameters);
        draft.outputs.add(name);
        draft.outputsBinary.add(Parameters.flag(parameters, "binary_data"));
    }
}
