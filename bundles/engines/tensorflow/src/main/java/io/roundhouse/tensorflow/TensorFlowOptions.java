package io.roundhouse.tensorflow;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The section {@code engine} of a {@code model.yaml}.
 *
 * @param signature which of the model's signatures is served
 * @param tags that the graph was saved with
 * @param shapes of tensors whose rank the model does not tell
 * @param threads of one operation
 * @param interThreads more than 1 runs operations that do not need each other in parallel
 * @param instances runs at once; they share one session, so weights are in memory once
 */
record TensorFlowOptions(
        String signature, List<String> tags, Map<String, Shape> shapes, int threads, int interThreads, int instances) {
    static final int THREADS_MAX = 256;
    static final int INSTANCES_MAX = 64;
    private static final Pattern DIMENSION = Pattern.compile("-1|[0-9]{1,9}");

    TensorFlowOptions {
        tags = List.copyOf(tags);
        shapes = Map.copyOf(shapes);
    }

    /** Reads and checks; {@code processors} is how many runs at once are worth while if nobody says otherwise. */
    static TensorFlowOptions of(Settings settings, int processors) {
        settings.allow("signature", "tags", "shapes", "threads", "inter_threads", "instances");
        List<String> tags = settings.texts("tags");
        return new TensorFlowOptions(
                settings.text("signature", "serving_default"),
                tags.isEmpty() ? List.of("serve") : tags,
                shapes(settings.section("shapes")),
                (int) settings.integer("threads", 1, 1, THREADS_MAX),
                (int) settings.integer("inter_threads", 1, 1, THREADS_MAX),
                (int) settings.integer("instances", Math.min(processors, INSTANCES_MAX), 1, INSTANCES_MAX));
    }

    private static Map<String, Shape> shapes(Settings section) {
        Map<String, Shape> shapes = new HashMap<>();
        for (String tensor : section.keys()) {
            List<String> texts = section.texts(tensor);
            long[] dims = new long[texts.size()];
            for (int i = 0; i < dims.length; i++) {
                if (!DIMENSION.matcher(texts.get(i)).matches() || dims.length > Shape.RANK_MAX) {
                    throw section.invalid(
                            tensor,
                            "must be a list of at most " + Shape.RANK_MAX + " sizes, and -1 for any size, was " + texts,
                            null);
                }
                dims[i] = Long.parseLong(texts.get(i));
            }
            shapes.put(tensor, Shape.of(dims));
        }
        return shapes;
    }
}
