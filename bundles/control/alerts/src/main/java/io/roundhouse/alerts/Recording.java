package io.roundhouse.alerts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Metrics.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Numbers that were recorded: lines of {@code {"at": ISO-8601, "samples": [{"name", "labels", "value"}]}}. */
final class Recording {
    private Recording() {}

    /** Is given one moment after the other. */
    @FunctionalInterface
    interface Moment {
        void at(long millis, List<Sample> samples);
    }

    /** Throws {@code INVALID_REQUEST} with file, line and what was found. */
    static void read(Path file, Moment moment) {
        int number = 0;
        long before = Long.MIN_VALUE;
        try (BufferedReader lines = RecordingFile.lines(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    before = read(line, before, moment);
                }
            }
        } catch (JsonProcessingException e) {
            throw wrong(file + ":" + number + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw wrong(
                    number == 0
                            ? "the recording " + file + " cannot be read: " + e
                            : file + ":" + number + ": " + e.getMessage(),
                    e);
        }
        if (before == Long.MIN_VALUE) {
            throw wrong(file + " has no line; each must be {\"at\": ..., \"samples\": [...]}", null);
        }
    }

    private static long read(String line, long before, Moment moment) throws IOException {
        Line read = new Line();
        try (JsonParser json = Json.FACTORY.createParser(line)) {
            json.nextToken();
            Json.object(json, name -> read.member(name, json));
        }
        if (read.at.isEmpty()) {
            throw new IOException("'at' is missing, the time in ISO-8601");
        }
        long at = millis(read.at);
        if (at <= before) {
            throw new IOException("'at' must be later than in the line before, was " + read.at);
        }
        moment.at(at, read.samples);
        return at;
    }

    private static long millis(String at) throws IOException {
        try {
            return Instant.parse(at).toEpochMilli();
        } catch (DateTimeParseException e) {
            throw new IOException("'at' must be a time like 2026-11-27T10:00:00Z, was '" + at + "'", e);
        }
    }

    private static InferenceException wrong(String sentence, @org.jspecify.annotations.Nullable Throwable cause) {
        return new InferenceException(ErrorCode.INVALID_REQUEST, sentence, cause);
    }

    /** What was read of a line. */
    private static final class Line {
        private final List<Sample> samples = new ArrayList<>();
        private String at = "";

        void member(String name, JsonParser json) throws IOException {
            switch (name) {
                case "at" -> at = Json.text(json);
                case "samples" -> Json.array(json, () -> samples.add(sample(json)));
                default -> json.skipChildren();
            }
        }

        private static Sample sample(JsonParser json) throws IOException {
            String[] name = {""};
            List<Map<String, String>> labels = new ArrayList<>();
            double[] value = {Double.NaN};
            Json.object(json, member -> {
                switch (member) {
                    case "name" -> name[0] = Json.text(json);
                    case "labels" -> labels.add(Json.texts(json));
                    case "value" -> value[0] = Json.number(json);
                    default -> json.skipChildren();
                }
            });
            if (name[0].isEmpty()) {
                throw new IOException("a sample has no 'name'");
            }
            return new Sample(name[0], labels.isEmpty() ? Map.of() : labels.get(0), value[0], false);
        }
    }
}
