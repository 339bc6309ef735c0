package io.roundhouse.batcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Batcher.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BatchingPropertiesTest {
    /** A request of so many rows of so many values. */
    record Ask(int rows, int width, int seed) {
        Tensors inputs() {
            return Tensors.of("x", Tensor.ofFloats(Shape.of(rows, width), values(1)));
        }

        float[] values(int factor) {
            float[] values = new float[rows * width];
            for (int i = 0; i < values.length; i++) {
                values[i] = factor * (seed * 100f + i);
            }
            return values;
        }
    }

    @Property(tries = 150)
    void givesEveryRequestExactlyTheAnswersOfItsRows(
            @ForAll("asks") @Size(max = 24) List<Ask> asks,
            @ForAll @IntRange(min = 1, max = 9) int rowsMax,
            @ForAll @IntRange(min = 1, max = 3) int instances,
            @ForAll boolean batches) {
        FakeModel model = new FakeModel(batches, instances);
        try (BatcherFixture at = BatcherFixture.of(model, rowsMax)) {
            model.hold();
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            asks.forEach(ask -> answers.add(at.inferLater(ask.inputs())));

            model.release(asks.size());

            for (int i = 0; i < asks.size(); i++) {
                Tensors outputs = answers.get(i).join().outputs();
                Ask ask = asks.get(i);
                assertThat(outputs.get("y").shape()).isEqualTo(Shape.of(ask.rows, ask.width));
                assertThat(FakeModel.floats(outputs)).containsExactly(ask.values(2));
            }
            assertThat(model.rows()).allMatch(rows -> rows <= Math.max(rowsMax, 5));
            assertThat(executions(answers)).isEqualTo(model.batches.size());
        }
    }

    private static int executions(List<CompletableFuture<Answer>> answers) {
        return answers.stream().mapToInt(answer -> answer.join().executions()).sum();
    }

    @Provide
    Arbitrary<List<Ask>> asks() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 50))
                .as(Ask::new)
                .list();
    }
}
