package io.roundhouse.openinference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.roundhouse.server.control.Feedback;
import io.roundhouse.server.control.Feedback.Receipt;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** {@code feedback}, an extension of ours: what answers turned out to be worth. */
final class FeedbackHandler {
    private final JsonFactory json;
    private final FeedbackReader reader;

    FeedbackHandler(JsonFactory json, Limits limits) {
        this.json = json;
        this.reader = new FeedbackReader(json, limits);
    }

    /** Takes it; the counts add up to the items sent. */
    Output take(Feedback feedback, String model, Body body, Output out) throws IOException {
        FeedbackReader.Read read = reader.read(body);
        Receipt receipt = feedback.take(model, read.items());
        Map<String, String> sentences = new TreeMap<>(receipt.sentences());
        if (read.invalid() > 0) {
            sentences.putIfAbsent("invalid", read.fault());
        }
        try (JsonGenerator generator = json.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeStringField("model_name", model);
            generator.writeNumberField("joined", receipt.joined());
            generator.writeNumberField("unknown", receipt.unknown());
            generator.writeNumberField("late", receipt.late());
            generator.writeNumberField("duplicate", receipt.duplicate());
            generator.writeNumberField("invalid", receipt.invalid() + read.invalid());
            generator.writeObjectFieldStart("reasons");
            for (Map.Entry<String, String> sentence : sentences.entrySet()) {
                generator.writeStringField(sentence.getKey(), sentence.getValue());
            }
            generator.writeEndObject();
            generator.writeEndObject();
        }
        return out;
    }
}
