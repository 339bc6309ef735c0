package io.roundhouse.openinference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads the request document of {@code infer}, and the binary data behind it. */
final class RequestReader {
    private static final String BINARY_SIZE = "binary_data_size";

    private final JsonFactory json;
    private final Limits limits;

    RequestReader(JsonFactory json, Limits limits) {
        this.json = json;
        this.limits = limits;
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
        finish(body, draft.inputs);
        return draft;
    }

    private void readDocument(JsonParser parser, Body body, Draft draft) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw Refusal.request("the body must be a JSON object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            switch (parser.currentName()) {
                case "id" -> draft.id = id(parser);
                case "parameters" -> draft.parameters = Parameters.read(parser, "the request");
                case "inputs" -> draft.inputs = readInputs(parser, body);
                case "outputs" -> readOutputs(parser, draft);
                default -> skip(parser);
            }
        }
        if (body.peek() >= 0) {
            throw Refusal.request("the JSON goes on after its end, near byte " + body.position);
        }
    }

    private List<Draft.Input> readInputs(JsonParser parser, Body body) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw Refusal.request("'inputs' must be an array");
        }
        List<Draft.Input> inputs = new ArrayList<>(4);
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            if (inputs.size() == limits.tensorsMax()) {
                throw Refusal.request("the request has more than " + limits.tensorsMax() + " inputs");
            }
            Draft.Input input = readInput(parser, body);
            for (Draft.Input other : inputs) {
                if (other.name != null && other.name.equals(input.name)) {
                    throw Refusal.request(input.label() + " comes twice");
                }
            }
            inputs.add(input);
        }
        requireEnd(parser, "'inputs' must hold objects only");
        return inputs;
    }

    private Draft.Input readInput(JsonParser parser, Body body) throws IOException {
        Draft.Input input = new Draft.Input();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            switch (parser.currentName()) {
                case "name" -> input.name = name(parser, "an input");
                case "datatype" -> {
                    String word = text(parser, "'datatype' of " + input.label());
                    input.type = DataType.find(word)
                            .orElseThrow(() -> Refusal.request("'datatype' of " + input.label() + " is "
                                    + Refusal.quote(word) + ", which is none of the protocol"));
                }
                case "shape" -> input.shape = shape(parser, input.label());
                case "parameters" -> input.parameters = Parameters.read(parser, input.label());
                case "data" -> readData(parser, body, input);
                default -> skip(parser);
            }
        }
        return input;
    }

    private static void readData(JsonParser parser, Body body, Draft.Input input) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw Refusal.request("'data' of " + input.label() + " must be an array");
        }
        input.dataFrom = body.position; // the parser reads no byte ahead of a bracket
        if (input.name == null || input.type == null || input.shape == null) {
            parser.skipChildren();
        } else if (input.type == DataType.BYTES) {
            input.tensor = TensorReader.texts(parser, input.name, input.shape);
        } else {
            input.tensor = TensorReader.numbers(body, input.name, input.type, input.shape);
            parser.nextToken();
        }
    }

    private void readOutputs(JsonParser parser, Draft draft) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw Refusal.request("'outputs' must be an array");
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            String name = null;
            Map<String, String> parameters = Map.of();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                switch (parser.currentName()) {
                    case "name" -> name = name(parser, "an output");
                    case "parameters" -> parameters = Parameters.read(parser, "an output");
                    default -> skip(parser);
                }
            }
            if (name == null) {
                throw Refusal.request("an output has no 'name'");
            }
            if (draft.outputs.contains(name)) {
                throw Refusal.request("output " + Refusal.quote(name) + " comes twice");
            }
            if (draft.outputs.size() == limits.tensorsMax()) {
                throw Refusal.request("the request has more than " + limits.tensorsMax() + " outputs");
            }
            if (Parameters.whole(parameters, "classification", 0) > 0) {
                throw Refusal.unsupported("classification of outputs is not offered");
            }
            refuseSharedMemory(parameters);
            draft.outputs.add(name);
            draft.outputsBinary.add(Parameters.flag(parameters, "binary_data"));
        }
        requireEnd(parser, "'outputs' must hold objects only");
    }

    /** What came out of order, and what lies behind the JSON. */
    private void finish(Body body, List<Draft.Input> inputs) {
        int from = body.end;
        for (Draft.Input input : inputs) {
            if (input.name == null || input.type == null || input.shape == null) {
                throw Refusal.request(input.label() + " must have 'name', 'datatype' and 'shape'");
            }
            refuseSharedMemory(input.parameters);
            boolean binary = input.parameters.containsKey(BINARY_SIZE);
            if (binary == (input.dataFrom != Draft.Input.NONE)) {
                throw Refusal.request(
                        input.label() + " must have either 'data' or the parameter '" + BINARY_SIZE + "'");
            }
            if (binary) {
                long size = Parameters.whole(input.parameters, BINARY_SIZE, 0);
                if (size > body.limit - from) {
                    throw Refusal.request(input.label() + " needs " + size + " bytes of binary data, there are "
                            + (body.limit - from) + " left");
                }
                input.tensor = TensorReader.binary(body, from, (int) size, input.name, input.type, input.shape);
                from += (int) size;
            } else if (input.tensor == null) {
                input.tensor = late(body, input.name, input.type, input.shape, input.dataFrom);
            }
        }
        if (from != body.limit) {
            throw Refusal.request((body.limit - from) + " bytes of binary data belong to no input");
        }
    }

    private Tensor late(Body body, String name, DataType type, Shape shape, int from) {
        if (type != DataType.BYTES) {
            return TensorReader.numbers(body.at(from), name, type, shape);
        }
        Body again = body.at(from - 1);
        try (JsonParser parser = json.createParser((DataInput) again)) {
            parser.nextToken();
            return TensorReader.texts(parser, name, shape);
        } catch (IOException e) {
            throw Json.malformed(e, again, limits);
        }
    }

    private static void refuseSharedMemory(Map<String, String> parameters) {
        if (parameters.containsKey("shared_memory_region")) {
            throw Refusal.unsupported("shared memory is not offered");
        }
    }

    private static Shape shape(JsonParser parser, String label) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw Refusal.request("'shape' of " + label + " must be an array of numbers");
        }
        long[] dims = new long[Shape.RANK_MAX];
        int rank = 0;
        while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            if (rank == dims.length) {
                throw Refusal.request("'shape' of " + label + " has more than " + Shape.RANK_MAX + " dimensions");
            }
            if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER || parser.getLongValue() < 1) {
                throw Refusal.request("'shape' of " + label + " has the dimension " + Refusal.quote(parser.getText())
                        + ", it must be 1 or more");
            }
            dims[rank++] = parser.getLongValue();
        }
        requireEnd(parser, "'shape' of " + label + " must hold whole numbers only");
        return Shape.of(Arrays.copyOf(dims, rank));
    }

    private static String name(JsonParser parser, String what) throws IOException {
        String name = text(parser, "'name' of " + what);
        if (name.isEmpty() || name.length() > Limits.NAME_LENGTH_MAX) {
            throw Refusal.request("'name' of " + what + " must have 1 to " + Limits.NAME_LENGTH_MAX
                    + " characters, has " + name.length());
        }
        return name;
    }

    private static String id(JsonParser parser) throws IOException {
        String id = text(parser, "'id'");
        if (id.length() > Limits.NAME_LENGTH_MAX) {
            throw Refusal.request(
                    "'id' must have at most " + Limits.NAME_LENGTH_MAX + " characters, has " + id.length());
        }
        return id;
    }

    private static String text(JsonParser parser, String what) throws IOException {
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
            throw Refusal.request(what + " must be a string");
        }
        return parser.getText();
    }

    private static void skip(JsonParser parser) throws IOException {
        parser.nextToken();
        parser.skipChildren();
    }

    private static void requireEnd(JsonParser parser, String otherwise) {
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw Refusal.request(otherwise);
        }
    }
}
