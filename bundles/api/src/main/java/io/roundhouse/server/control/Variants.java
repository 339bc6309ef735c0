package io.roundhouse.server.control;

import io.roundhouse.server.control.Offline.Subject;
import io.roundhouse.server.control.Offline.Watch;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;

/** One model in several precisions, on several engines or devices: which is fastest, and how far it answers otherwise. */
@ProviderType
public interface Variants {
    /**
     * Loads every variant beside what is served, asks all of them for the same rows by turns, and closes them. Blocks; an
     * interrupt ends it, and nothing is left.
     *
     * @param watch told after each turn, on the calling thread
     * @throws io.roundhouse.api.error.InferenceException with one sentence; nothing was written
     */
    Compared compare(Subject subject, Order order, Watch watch);

    /**
     * What to compare.
     *
     * @param variants as typed, the first is what others are held against: {@code model.onnx,int8=model_int8.onnx}
     * @param data rows of a file; without it rows are made up
     * @param rows at most
     * @param seed of rows that are made up
     * @param tolerance as typed: {@code flips=0.005,diff=1e-3,cosine=0.99}
     * @param write whether {@code model.yaml} is to say what is recommended
     */
    record Order(
            List<String> variants, Optional<Path> data, int rows, long seed, List<String> tolerance, boolean write) {
        public Order {
            variants = List.copyOf(variants);
            tolerance = List.copyOf(tolerance);
        }
    }

    /**
     * What one variant took and gave.
     *
     * @param engine name and version
     * @param p50Nanos of a single row
     * @param p99Nanos of a single row
     * @param rowsPerSecond in batches of {@code bestBatch}, asked one after the other
     * @param grownBytes how much more of the process was in RAM when it was loaded; none where it cannot be told
     * @param cpuNanosPerRow of the engine's calling thread in the best batch; negative where it was not measured
     * @param from how far it is from the first variant
     * @param alone how far a row of a batch is from the same row alone
     */
    record Measured(
            String name,
            String engine,
            long loadNanos,
            long p50Nanos,
            long p99Nanos,
            int bestBatch,
            double rowsPerSecond,
            OptionalLong grownBytes,
            double cpuNanosPerRow,
            Distance from,
            Distance alone) {}

    /**
     * How far answers are apart.
     *
     * @param comparable false where shapes, types or texts differ, or a number is none
     * @param largest difference of two elements
     * @param mean difference of two elements
     * @param cosine the least of a row
     * @param flips rows with another greatest element, of outputs that have several to a row
     */
    record Distance(boolean comparable, double largest, double mean, double cosine, long flips, long rows) {
        /** The share of rows whose greatest element is another. */
        public double flipShare() {
            return rows == 0 ? 0 : (double) flips / rows;
        }
    }

    /**
     * What came of it.
     *
     * @param inputs what was asked: {@code 64 rows made up, seed 7}
     * @param recommended a variant's name
     * @param reason one sentence
     * @param diff lines of {@code model.yaml} that were changed, with {@code -} and {@code +}; none if nothing was written
     */
    record Compared(
            String model,
            String version,
            String inputs,
            List<Measured> variants,
            String recommended,
            String reason,
            List<String> diff) {
        public Compared {
            variants = List.copyOf(variants);
            diff = List.copyOf(diff);
        }
    }
}
