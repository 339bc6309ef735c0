package io.roundhouse.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What the server says about its own time, by the statistics extension: sums since it started.
 *
 * @param count answered requests
 * @param totalNanos from the last byte read to the answer standing
 * @param computeNanos in the engine
 */
record Phases(long count, long totalNanos, long computeNanos) {
    static Phases of(Roundhouse house, String model) {
        String json = house.get("/v2/models/" + model + "/stats");
        long[] success = new long[2];
        long[] compute = new long[2];
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("inference_stats")) {
                    parser.nextToken();
                    read(parser, success, compute);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("statistics of " + model + " are not JSON: " + json, e);
        }
        return new Phases(success[0], success[1], compute[1]);
    }

    private static void read(JsonParser parser, long[] success, long[] compute) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String phase = parser.currentName();
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                int index = parser.currentName().equals("count") ? 0 : 1;
                parser.nextToken();
                long value = parser.getLongValue();
                if (phase.equals("success")) {
                    success[index] += value;
                } else if (phase.equals("compute_infer")) {
                    compute[index] += value;
                }
            }
        }
    }

    Phases minus(Phases earlier) {
        return new Phases(count - earlier.count, totalNanos - earlier.totalNanos, computeNanos - earlier.computeNanos);
    }

    double totalMicros() {
        return totalNanos / 1e3 / count;
    }

    double computeMicros() {
        return computeNanos / 1e3 / count;
    }
}
