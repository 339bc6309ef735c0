package io.roundhouse.openinference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads an input of a request, whose data are in the JSON or behind it. */
final class InputReader {
    private static final String BINARY_SIZE = "binary_data_size";
    private static final Map<String, DataType> TYPES =
            Arrays.stream(DataType.values()).collect(Collectors.toMap(DataType::name, Function.identity()));

    private final JsonFactory json;
    private final Limits limits;

    InputReader(JsonFactory json, Limits limits) {
        this.json = json;
        this.limits = limits;
    }

    /** The object the parser has entered; its members come in any order. */
    static Draft.Input read(JsonParser parser, Body body) throws IOException {
        Draft.Input input = new Draft.Input();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            switch (parser.currentName()) {
                case "name" -> input.name = Tokens.name(parser, "'name' of an input");
                case "datatype" -> input.type = type(Tokens.text(parser, "'datatype' of an input"), input);
                case "shape" -> input.shape = shape(parser, input);
                case "parameters" -> input.parameters = Parameters.read(parser, "an input");
                case "data" -> readData(parser, body, input);
                default -> Tokens.skip(parser);
            }
        }
        return input;
    }

    private static DataType type(String word, Draft.Input input) {
        DataType type = TYPES.get(word);
        if (type == null) {
            throw Refusal.request("'datatype' of " + input.label() + " is " + Refusal.quote(word)
                    + ", which is none of the protocol");
        }
        return type;
    }

    private static Shape shape(JsonParser parser, Draft.Input input) throws IOException {
        Tokens.beginArray(parser, "'shape' of an input");
        long[] dims = new long[4];
        int rank = 0;
        while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            if (rank == Shape.RANK_MAX) {
                throw Refusal.request(
                        "'shape' of " + input.label() + " has more than " + Shape.RANK_MAX + " dimensions");
            }
            if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER || parser.getLongValue() < 1) {
                throw Refusal.request("'shape' of " + input.label() + " has the dimension "
                        + Refusal.quote(parser.getText()) + ", it must be 1 or more");
            }
            if (rank == dims.length) {
                dims = Arrays.copyOf(dims, Shape.RANK_MAX);
            }
            dims[rank++] = parser.getLongValue();
        }
        Tokens.requireEnd(parser, "'shape' of an input must hold whole numbers only");
        return Shape.of(Arrays.copyOf(dims, rank));
    }

    private static void readData(JsonParser parser, Body body, Draft.Input input) throws IOException {
        Tokens.beginArray(parser, "'data' of an input");
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

    /** Gives each input its tensor: what came out of order, and what lies behind the JSON. */
    void complete(Body body, List<Draft.Input> inputs) {
        int from = body.end;
        for (Draft.Input input : inputs) {
            if (input.name == null || input.type == null || input.shape == null) {
                throw Refusal.request(input.label() + " must have 'name', 'datatype' and 'shape'");
            }
            Parameters.refuseSharedMemory(input.parameters);
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
}
