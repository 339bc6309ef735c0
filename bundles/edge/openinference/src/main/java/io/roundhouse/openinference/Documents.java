package io.roundhouse.openinference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.server.control.Statistics;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The documents that tell about the server and its models. */
final class Documents {
    private final JsonFactory json;

    Documents(JsonFactory json) {
        this.json = json;
    }

    private interface Content {
        void write(JsonGenerator generator) throws IOException;
    }

    private Output document(Output out, Content content) throws IOException {
        try (JsonGenerator generator = json.createGenerator(out)) {
            content.write(generator);
        }
        return out;
    }

    Output server(Output out, String version, List<String> extensions) throws IOException {
        return document(out, generator -> {
            generator.writeStartObject();
            generator.writeStringField("name", "roundhouse");
            generator.writeStringField("version", version);
            writeTexts(generator, "extensions", extensions);
            generator.writeEndObject();
        });
    }

    Output ready(Output out, String model) throws IOException {
        return document(out, generator -> {
            generator.writeStartObject();
            generator.writeStringField("name", model);
            generator.writeBooleanField("ready", true);
            generator.writeEndObject();
        });
    }

    Output model(Output out, String name, List<String> versions, ModelSpec spec) throws IOException {
        return document(out, generator -> {
            generator.writeStartObject();
            generator.writeStringField("name", name);
            writeTexts(generator, "versions", versions);
            generator.writeStringField("platform", spec.platform());
            writeSpecs(generator, "inputs", spec.inputs());
            writeSpecs(generator, "outputs", spec.outputs());
            generator.writeEndObject();
        });
    }

    Output index(Output out, List<ModelStatus> models) throws IOException {
        return document(out, generator -> {
            generator.writeStartArray();
            for (ModelStatus model : models) {
                generator.writeStartObject();
                generator.writeStringField("name", model.id().name());
                generator.writeStringField("version", model.id().version());
                generator.writeStringField("state", state(model.state()));
                generator.writeStringField("reason", model.reason());
                generator.writeEndObject();
            }
            generator.writeEndArray();
        });
    }

    private static String state(ModelState state) {
        return switch (state) {
            case LIVE -> "READY";
            case WAITING, LOADING -> "LOADING";
            case DRAINING -> "UNLOADING";
            case CLOSED, FAILED -> "UNAVAILABLE";
        };
    }

    Output statistics(Output out, List<Statistics.ModelStatistics> models) throws IOException {
        return document(out, generator -> {
            generator.writeStartObject();
            generator.writeArrayFieldStart("model_stats");
            for (Statistics.ModelStatistics model : models) {
                writeStatistics(generator, model);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        });
    }

    private static void writeStatistics(JsonGenerator generator, Statistics.ModelStatistics model) throws IOException {
        Statistics.Times none = new Statistics.Times(0, 0);
        generator.writeStartObject();
        generator.writeStringField("name", model.model().name());
        generator.writeStringField("version", model.model().version());
        generator.writeNumberField("last_inference", model.lastInferenceMillis());
        generator.writeNumberField("inference_count", model.inferenceCount());
        generator.writeNumberField("execution_count", model.executionCount());
        generator.writeObjectFieldStart("inference_stats");
        writeTimes(generator, "success", model.success());
        writeTimes(generator, "fail", model.fail());
        writeTimes(generator, "queue", model.queue());
        writeTimes(generator, "compute_input", model.transform());
        writeTimes(generator, "compute_infer", model.compute());
        writeTimes(generator, "compute_output", none);
        writeTimes(generator, "cache_hit", none);
        writeTimes(generator, "cache_miss", none);
        generator.writeEndObject();
        generator.writeObjectFieldStart("response_stats");
        generator.writeEndObject();
        generator.writeArrayFieldStart("batch_stats");
        for (Map.Entry<Integer, Statistics.Times> batch : model.batches().entrySet()) {
            generator.writeStartObject();
            generator.writeNumberField("batch_size", batch.getKey());
            writeTimes(generator, "compute_input", none);
            writeTimes(generator, "compute_infer", batch.getValue());
            writeTimes(generator, "compute_output", none);
            generator.writeEndObject();
        }
        generator.writeEndArray();
        generator.writeArrayFieldStart("memory_usage");
        generator.writeEndArray();
        generator.writeEndObject();
    }

    private static void writeTimes(JsonGenerator generator, String name, Statistics.Times times) throws IOException {
        generator.writeObjectFieldStart(name);
        generator.writeNumberField("count", times.count());
        generator.writeNumberField("ns", times.nanos());
        generator.writeEndObject();
    }

    private static void writeSpecs(JsonGenerator generator, String field, List<TensorSpec> specs) throws IOException {
        generator.writeArrayFieldStart(field);
        for (TensorSpec spec : specs) {
            generator.writeStartObject();
            generator.writeStringField("name", spec.name());
            generator.writeStringField("datatype", spec.type().name());
            ResponseWriter.writeShape(generator, spec.shape());
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }

    private static void writeTexts(JsonGenerator generator, String field, List<String> texts) throws IOException {
        generator.writeArrayFieldStart(field);
        for (String text : texts) {
            generator.writeString(text);
        }
        generator.writeEndArray();
    }
}
