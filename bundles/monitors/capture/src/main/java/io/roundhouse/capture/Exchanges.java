package io.roundhouse.capture;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Failed;
import io.roundhouse.api.inference.InferenceEvent.Outcome;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a line of one exchange. Its member {@code request} is the body of a request as it was sent, or would be sent in
 * JSON: whoever sends it again needs nothing else. Of a failure only the code is told, as a sentence may repeat a value.
 */
final class Exchanges {
    /** Would have the answer in another form than the lines are compared in. */
    private static final String BINARY_OUTPUT = "binary_data_output";

    private final JsonFactory json = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT) // what is half written is thrown away
            .build();
    private final Redaction redaction;
    private final boolean outputs;
    private final boolean parameters;

    Exchanges(CaptureSettings settings) {
        this.redaction = settings.redaction();
        this.outputs = settings.outputs();
        this.parameters = settings.parameters();
    }

    /**
     * Writes a line and its end.
     *
     * @param atMillis when the request came
     * @throws IOException it is too long, or has no form in JSON; what stands in {@code line} is of no use
     */
    void write(Outcome outcome, long atMillis, Veil veil, LineBuffer line) throws IOException {
        try (JsonGenerator generator = json.createGenerator(line, JsonEncoding.UTF8)) {
            generator.writeStartObject();
            generator.writeStringField("at", Instant.ofEpochMilli(atMillis).toString());
            writeWho(generator, outcome, veil);
            writeTiming(generator, outcome.timing());
            generator.writeFieldName("request");
            writeRequest(generator, outcome.request(), veil);
            if (outputs && outcome instanceof Answered answered) {
                generator.writeObjectFieldStart("response");
                writeTensors(generator, "outputs", answered.response().outputs(), veil);
                generator.writeEndObject();
            }
            generator.writeEndObject();
        }
        line.write('\n');
    }

    private void writeWho(JsonGenerator generator, Outcome outcome, Veil veil) throws IOException {
        InferenceRequest request = outcome.request();
        Optional<String> id = redaction.id(request.id(), veil);
        if (id.isPresent()) {
            generator.writeStringField("id", id.get());
        }
        generator.writeStringField("model", request.model());
        if (request.version().isPresent()) {
            generator.writeStringField("asked_version", request.version().get());
        }
        if (request.label().isPresent()) {
            generator.writeStringField("asked_label", request.label().get());
        }
        Optional<ServedBy> servedBy = outcome instanceof Answered answered
                ? Optional.of(answered.response().servedBy())
                : ((Failed) outcome).servedBy();
        if (servedBy.isPresent()) {
            generator.writeStringField("version", servedBy.get().model().version());
            generator.writeStringField("arm", servedBy.get().arm());
            generator.writeStringField("engine", servedBy.get().engine());
            generator.writeStringField("engine_version", servedBy.get().engineVersion());
            generator.writeStringField("config", servedBy.get().config());
        }
        generator.writeStringField(
                "outcome",
                outcome instanceof Failed failed ? failed.failure().code().name() : "ANSWERED");
    }

    private static void writeTiming(JsonGenerator generator, Timing timing) throws IOException {
        generator.writeObjectFieldStart("timing");
        generator.writeNumberField("queue_ns", timing.queueNanos());
        generator.writeNumberField("transform_ns", timing.transformNanos());
        generator.writeNumberField("compute_ns", timing.computeNanos());
        generator.writeNumberField("total_ns", timing.totalNanos());
        generator.writeNumberField("batch_rows", timing.batchRows());
        generator.writeEndObject();
    }

    private void writeRequest(JsonGenerator generator, InferenceRequest request, Veil veil) throws IOException {
        generator.writeStartObject();
        Optional<String> id = redaction.id(request.id(), veil);
        if (id.isPresent()) {
            generator.writeStringField("id", id.get());
        }
        if (parameters && !request.parameters().isEmpty()) {
            generator.writeObjectFieldStart("parameters");
            for (Map.Entry<String, String> entry : request.parameters().entrySet()) {
                Optional<String> value = entry.getKey().equals(BINARY_OUTPUT)
                        ? Optional.empty()
                        : redaction.parameter(entry.getKey(), entry.getValue(), veil);
                if (value.isPresent()) {
                    generator.writeStringField(entry.getKey(), value.get());
                }
            }
            generator.writeEndObject();
        }
        writeTensors(generator, "inputs", request.inputs(), veil);
        if (!request.outputs().isEmpty()) {
            generator.writeArrayFieldStart("outputs");
            for (String name : request.outputs()) {
                generator.writeStartObject();
                generator.writeStringField("name", name);
                generator.writeEndObject();
            }
            generator.writeEndArray();
        }
        generator.writeEndObject();
    }

    private void writeTensors(JsonGenerator generator, String field, Tensors tensors, Veil veil) throws IOException {
        generator.writeArrayFieldStart(field);
        for (int i = 0; i < tensors.size(); i++) {
            String name = tensors.names().get(i);
            Optional<Tensor> written = redaction.column(name, tensors.values().get(i), veil);
            if (written.isPresent()) {
                Elements.write(generator, name, written.get());
            }
        }
        generator.writeEndArray();
    }
}
