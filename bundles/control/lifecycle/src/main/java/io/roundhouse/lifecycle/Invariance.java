package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Batcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Whether a model answers a row in a batch as it answers it alone. It need not: one that was quantised dynamically takes
 * the scale of its numbers from all rows together, so what a client gets depends on who asks at the same moment.
 *
 * @param verdict empty when the model would not answer rows that were made up
 */
record Invariance(Optional<Boolean> verdict, String sentence) {
    /** The key in the section {@code batching} of {@code model.yaml}; the batcher does not know it. */
    static final String KEY = "invariance";

    /** A number of rows that kernels do not take at once, so that the last ones go another way than the first. */
    static final int ROWS = 5;

    /** Tried one after the other, the last is what nearly every model takes. */
    private static final List<Form> FORMS = List.of(new Form(8, 1000), new Form(32, 2), new Form(1, 2));

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /**
     * How rows are made up.
     *
     * @param size of dimensions of any size: 8 for sequences, 32 for pictures that are halved again and again
     * @param words how many words there are
     */
    private record Form(int size, int words) {}

    /** What {@code model.yaml} says about it. */
    enum Wanted {
        REQUIRE,
        REPORT,
        OFF;

        static Wanted of(Settings batching) {
            return batching.choice(KEY, REPORT);
        }
    }

    /** @throws InferenceException {@code LOAD_FAILED}: it is wanted, and is not so or cannot be seen */
    void require(String model, Wanted wanted) {
        if (wanted == Wanted.REQUIRE && !verdict.orElse(false)) {
            throw new InferenceException(
                    ErrorCode.LOAD_FAILED,
                    model + " is not served, as 'batching: { invariance: require }' asks: " + sentence
                            + "; say 'report' to serve it all the same");
        }
    }

    /** Looks: a few batches, within some seconds. */
    static Invariance of(ModelSpec spec, Batcher batcher, LongSupplier nanoClock) {
        Deadline end = Deadline.after(LIMIT, nanoClock.getAsLong());
        String why = "";
        for (Form form : FORMS) {
            try {
                return compare(MadeUpRows.of(spec, ROWS, form.size(), form.words()), batcher, end, nanoClock);
            } catch (InferenceException e) {
                why = e.sentence();
            } catch (IllegalArgumentException | ArithmeticException e) {
                why = String.valueOf(e.getMessage());
            }
            if (end.isPast(nanoClock.getAsLong())) {
                break;
            }
        }
        return new Invariance(
                Optional.empty(), "whether a row is answered in a batch as it is alone could not be seen: " + why);
    }

    private static Invariance compare(Tensors rows, Batcher batcher, Deadline end, LongSupplier nanoClock) {
        Tensors together = batcher.infer(rows, end).outputs();
        List<RowDifference> differences =
                together.names().stream().map(RowDifference::new).toList();
        for (int row = 0; row < ROWS && (row == 0 || !end.isPast(nanoClock.getAsLong())); row++) {
            Tensors alone = batcher.infer(rows.rows(row, 1), end).outputs();
            if (row == 0 && !isSame(alone, batcher.infer(rows.rows(row, 1), end).outputs())) {
                return new Invariance(Optional.of(false), "the same row is not answered alike twice");
            }
            for (int i = 0; i < differences.size(); i++) {
                Tensor among = together.values().get(i).rows(row, 1);
                differences.get(i).add(alone.get(together.names().get(i)), among);
            }
        }
        List<RowDifference> found =
                differences.stream().filter(each -> !each.isSame()).toList();
        if (found.isEmpty()) {
            return new Invariance(Optional.of(true), "a row is answered in a batch as it is alone, bit for bit");
        }
        String list = found.stream().limit(3).map(RowDifference::toString).collect(Collectors.joining(", "));
        return new Invariance(
                Optional.of(false),
                "a row is answered in a batch of " + ROWS + " otherwise than alone: " + list
                        + (found.size() > 3 ? " and " + (found.size() - 3) + " outputs more" : ""));
    }

    private static boolean isSame(Tensors left, Tensors right) {
        List<RowDifference> differences = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            RowDifference difference = new RowDifference(left.names().get(i));
            difference.add(left.values().get(i), right.get(left.names().get(i)));
            differences.add(difference);
        }
        return differences.stream().allMatch(RowDifference::isSame);
    }
}
