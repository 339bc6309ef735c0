package io.roundhouse.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What the server says about its own time, by the statistics extension: sums since it started.
 *
 * @param count answered requests
 * @param totalNanos from the last byte read to the answer standing
 * @param queueNanos waiting for admission, a model or a batch
 * @param computeNanos in the engine
 */
record Phases(long count, long totalNanos, long queueNanos, long computeNanos) {
    static Phases of(Roundhouse house, String model) {
        return parse(house.get("/v2/models/" + model + "/stats"));
    }

    static Phases parse(String json) {
        Map<String, long[]> phases = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("inference_stats")) {
                    parser.nextToken();
                    read(parser, phases);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("statistics are not JSON: " + json, e);
        }
        long[] none = new long[2];
        long[] success = phases.getOrDefault("success", none);
        return new Phases(
                success[0],
                success[1],
                phases.getOrDefault("queue", none)[1],
                phases.getOrDefault("compute_infer", none)[1]);
    }

    private static void read(JsonParser parser, Map<String, long[]> phases) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            long[] sums = phases.computeIfAbsent(parser.currentName(), name -> new long[2]);
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                int index = parser.currentName().equals("count") ? 0 : 1;
                parser.nextToken();
                sums[index] += parser.getLongValue();
            }
        }
    }

    Phases minus(Phases earlier) {
        return new Phases(
                count - earlier.count,
                totalNanos - earlier.totalNanos,
                queueNanos - earlier.queueNanos,
                computeNanos - earlier.computeNanos);
    }

    double totalMicros() {
        return totalNanos / 1e3 / count;
    }

    double queueMicros() {
        return queueNanos / 1e3 / count;
    }

    double computeMicros() {
        return computeNanos / 1e3 / count;
    }
}
