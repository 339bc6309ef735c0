package io.roundhouse.stepcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.StepCaches.Count;
import io.roundhouse.spi.transformer.Caching;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.spi.transformer.Transformer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final ModelId MODEL = new ModelId("m", "1");

    private final Memory memory = new Memory(1 << 20);
    private final List<String> flags = new ArrayList<>();
    private final StepContext context = new StepContext() {
        @Override
        public Deadline deadline() {
            return StepContext.none().deadline();
        }

        @Override
        public void flag(String flag) {
            flags.add(flag);
        }

        @Override
        public Tensors ask(String model, Tensors inputs) {
            return inputs;
        }
    };

    @Test
    void leavesAStepAloneThatMayNotBeRemembered() {
        CountingStep step = new CountingStep(Caching.NONE);

        assertThat(memory.remembering(MODEL, "s", step)).isSameAs(step);
        assertThat(memory.counts()).isEmpty();
    }

    @Test
    void asksForAnEqualRequestOnce() {
        CountingStep step = new CountingStep(Caching.REQUEST);
        Transformer remembering = memory.remembering(MODEL, "s", step);

        Tensors first = remembering.apply(CountingStep.rows("a", "b"), context);
        Tensors second = remembering.apply(CountingStep.rows("a", "b"), context);
        remembering.apply(CountingStep.rows("b", "a"), context);

        assertThat(step.asked).containsExactly(List.of("a", "b"), List.of("b", "a"));
        assertSame(second, first);
        assertThat(memory.counts()).singleElement().satisfies(count -> {
            assertThat(count.hits()).isEqualTo(1);
            assertThat(count.misses()).isEqualTo(2);
            assertThat(count.bytes()).isPositive();
        });
    }

    @Test
    void flagsAgainWhatWasFlagged() {
        Transformer remembering = memory.remembering(MODEL, "s", new CountingStep(Caching.REQUEST));

        remembering.apply(CountingStep.rows("a", "odd"), context);
        remembering.apply(CountingStep.rows("a", "odd"), context);

        assertThat(flags).containsExactly("row 1 is odd", "row 1 is odd");
    }

    @Test
    void asksForTheRowsThatItHasNotSeen() {
        CountingStep step = new CountingStep(Caching.ROWS);
        Transformer remembering = memory.remembering(MODEL, "s", step);
        remembering.apply(CountingStep.rows("a", "b"), context);

        Tensors mixed = remembering.apply(CountingStep.rows("c", "a", "d", "b"), context);
        Tensors known = remembering.apply(CountingStep.rows("d", "d"), context);

        assertThat(step.asked).containsExactly(List.of("a", "b"), List.of("c", "d"));
        assertSame(mixed, new CountingStep(Caching.NONE).apply(CountingStep.rows("c", "a", "d", "b")));
        assertSame(known, new CountingStep(Caching.NONE).apply(CountingStep.rows("d", "d")));
    }

    @Test
    void namesRowsByTheirPlaceInTheRequest() {
        CountingStep step = new CountingStep(Caching.ROWS);
        Transformer remembering = memory.remembering(MODEL, "s", step);
        remembering.apply(CountingStep.rows("a", "b"), context);

        remembering.apply(CountingStep.rows("a", "b", "odd"), context);
        remembering.apply(CountingStep.rows("odd", "b"), context);

        assertThat(flags).containsExactly("row 2 is odd", "row 0 is odd");
        assertThatThrownBy(() -> remembering.apply(CountingStep.rows("a", "b", "b", "bad"), context))
                .hasMessage("row 3 is bad");
    }

    @Test
    void goesOnWhereRowsDoNotFitTogether() {
        Transformer ragged = new Ragged();
        Transformer remembering = memory.remembering(MODEL, "s", ragged);
        Tensors two = Tensors.of("text", Tensor.ofTexts(Shape.of(2), List.of("ab", "abc")));
        remembering.apply(two.rows(0, 1), context);

        assertThat(remembering.apply(two, context).get("letters").shape()).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void forgetsAStepThatIsClosed() {
        CountingStep step = new CountingStep(Caching.ROWS);
        Transformer remembering = memory.remembering(MODEL, "s", step);
        remembering.apply(CountingStep.rows("a"), context);
        Transformer successor = memory.remembering(MODEL, "s", step);

        remembering.close();
        successor.apply(CountingStep.rows("a"), context);

        assertThat(step.closed).hasValue(1);
        assertThat(step.asked).hasSize(2);
        assertThat(memory.counts()).hasSize(1);
    }

    @Test
    void keepsNoMoreThanItMay() {
        CountingStep step = new CountingStep(Caching.ROWS);
        Transformer remembering = memory.remembering(MODEL, "s", step);

        for (int i = 0; i < 20_000; i++) {
            remembering.apply(CountingStep.rows("text " + i), context);
        }

        long bytes = memory.counts().stream().mapToLong(Count::bytes).sum();
        assertThat(bytes).isBetween(1L << 19, 1L << 20);
        memory.resize(0);
        remembering.apply(CountingStep.rows("another"), context);
        assertThat(memory.counts()).singleElement().satisfies(count -> assertThat(count.bytes())
                .isZero());
    }

    @Property(tries = 50)
    void givesWhatTheStepWouldGive(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 30) Integer> rows, @ForAll Caching caching) {
        Transformer remembering = memory.remembering(MODEL, "s", new CountingStep(caching));
        for (int from = 0; from < rows.size(); from += 7) {
            String[] texts = rows.subList(from, Math.min(rows.size(), from + 7)).stream()
                    .map(number -> number == 30 ? "odd" : "t" + number)
                    .toArray(String[]::new);

            Tensors made = remembering.apply(CountingStep.rows(texts), context);

            assertSame(made, new CountingStep(Caching.NONE).apply(CountingStep.rows(texts)));
        }
    }

    private static void assertSame(Tensors actual, Tensors expected) {
        assertThat(actual.names()).isEqualTo(expected.names());
        for (String name : expected.names()) {
            assertThat(actual.get(name).shape()).isEqualTo(expected.get(name).shape());
            assertThat(actual.get(name).data()).isEqualTo(expected.get(name).data());
        }
    }
}
