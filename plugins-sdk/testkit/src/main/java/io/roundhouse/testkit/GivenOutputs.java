package io.roundhouse.testkit;

import io.roundhouse.api.tensor.Tensors;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The latest outputs of a model, which belong to its caller: the engine must not write them again. Each is looked at
 * once more when enough others have followed, and when the model is closed. Any thread.
 */
final class GivenOutputs {
    private static final int KEPT = 16; // more than calls at once in any test, little enough to keep

    private record Given(Tensors outputs, long checksum) {
        boolean isAsGiven() {
            return TestTensors.checksum(outputs) == checksum;
        }
    }

    private final Queue<Given> latest = new ArrayDeque<>();

    synchronized void add(Tensors outputs, long checksum) {
        latest.add(new Given(outputs, checksum));
    }

    /** Lets go of those that enough others have followed; whether they are as they were. */
    boolean areAsGiven() {
        Given oldest;
        synchronized (this) {
            oldest = latest.size() > KEPT ? latest.remove() : null;
        }
        return oldest == null || oldest.isAsGiven();
    }

    /** Whether all that are kept are as they were; none is kept afterwards. */
    synchronized boolean allAreAsGiven() {
        boolean all = latest.stream().allMatch(Given::isAsGiven);
        latest.clear();
        return all;
    }
}
