package io.roundhouse.openinference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the answer of {@code infer}: a JSON document, and behind it the outputs that were asked for as binary data. */
final class ResponseWriter {
    /** All is JSON. */
    static final int JSON_ONLY = -1;

    private final JsonFactory json;
    private final Lineage lineage;

    ResponseWriter(JsonFactory json) {
        this.json = json;
        this.lineage = new Lineage(json);
    }

    /**
     * Writes it all.
     *
     * @param id empty when the client gave none
     * @return the length of the JSON when binary data follow, else {@link #JSON_ONLY}
     */
    int write(InferenceResponse response, String id, Asked asked, Output out) throws IOException {
        Tensors outputs = response.outputs();
        List<String> names = outputs.names();
        boolean anyBinary = false;
        try (JsonGenerator generator = json.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeStringField("model_name", response.servedBy().model().name());
            generator.writeStringField(
                    "model_version", response.servedBy().model().version());
            if (!id.isEmpty()) {
                generator.writeStringField("id", id);
            }
            generator.writeFieldName("parameters");
            generator.writeRawValue(lineage.of(response.servedBy(), response.flags()));
            generator.writeArrayFieldStart("outputs");
            for (int i = 0; i < names.size(); i++) {
                boolean binary = asked.isBinary(names.get(i));
                anyBinary |= binary;
                writeOutput(generator, names.get(i), outputs.values().get(i), binary);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
        if (!anyBinary) {
            return JSON_ONLY;
        }
        int jsonLength = out.length();
        for (int i = 0; i < names.size(); i++) {
            if (asked.isBinary(names.get(i))) {
                out.write(outputs.values().get(i).data());
            }
        }
        return jsonLength;
    }

    private static void writeOutput(JsonGenerator generator, String name, Tensor tensor, boolean binary)
            throws IOException {
        generator.writeStartObject();
        generator.writeStringField("name", name);
        generator.writeStringField("datatype", tensor.type().name());
        writeShape(generator, tensor.shape());
        if (binary) {
            generator.writeObjectFieldStart("parameters");
            generator.writeNumberField("binary_data_size", tensor.byteSize());
            generator.writeEndObject();
        } else {
            generator.writeFieldName("data");
            TensorWriter.write(generator, name, tensor);
        }
        generator.writeEndObject();
    }

    static void writeShape(JsonGenerator generator, Shape shape) throws IOException {
        generator.writeArrayFieldStart("shape");
        for (int i = 0; i < shape.rank(); i++) {
            generator.writeNumber(shape.dim(i));
        }
        generator.writeEndArray();
    }

    /**
     * Which outputs are wanted as binary data.
     *
     * @param names those asked for
     * @param binary for each of them; null where nothing was said
     * @param otherwise what {@code binary_data_output} says
     */
    record Asked(List<String> names, List<@Nullable Boolean> binary, boolean otherwise) {
        boolean isBinary(String name) {
            int index = names.indexOf(name);
            Boolean said = index < 0 ? null : binary.get(index);
            return said == null ? otherwise : said;
        }
    }
}
