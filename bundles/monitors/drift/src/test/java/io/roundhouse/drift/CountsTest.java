package io.roundhouse.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.drift.Column.Kind;
import io.roundhouse.drift.Column.Side;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CountsTest {
    private static final int BYTES_MAX = 64 * 1024;

    private final Random random = new Random(5);

    private static Column column(Kind kind) {
        return new Column("x", Side.INPUT, kind, kind == Kind.VECTOR ? 384 : 1);
    }

    private Tensor rows(Kind kind, int rows) {
        return switch (kind) {
            case NUMBER ->
                Given.numbers(
                        random.doubles(rows).map(one -> random.nextGaussian()).toArray());
            case CATEGORY -> {
                List<String> words = new ArrayList<>();
                for (int i = 0; i < rows; i++) {
                    String word = "a rather long name of a category that goes on and on " + random.nextInt(100_000);
                    words.add(random.nextInt(3) > 0 ? "category " + random.nextInt(40) : word);
                }
                yield Tensor.ofTexts(Shape.of(rows), words);
            }
            case VECTOR -> {
                Tensor tensor = Tensor.allocate(DataType.FP32, Shape.of(rows, 384));
                ByteBuffer data = tensor.data();
                while (data.hasRemaining()) {
                    data.putFloat((float) random.nextGaussian());
                }
                yield tensor;
            }
        };
    }

    private Layout layout(Kind kind) {
        Learner learner = Learner.of(column(kind));
        learner.add(rows(kind, 1000));
        return learner.layout();
    }

    @ParameterizedTest
    @EnumSource
    void addsUpTheSameInParts(Kind kind) {
        Layout layout = layout(kind);
        Counts whole = layout.begin();
        Counts left = layout.begin();
        Counts right = layout.begin();
        for (int i = 0; i < 40; i++) {
            Tensor rows = rows(kind, 50);
            whole.add(rows);
            (i % 2 == 0 ? left : right).add(rows);
        }

        left.merge(right);

        Comparison none = Comparison.of(whole.summary(), left.summary());
        assertThat(left.weight.effective()).isEqualTo(40);
        assertThat(none.psi()).isCloseTo(0, within(1e-12));
        assertThat(none.pValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameAfterItWasWrittenAndRead(Kind kind) throws IOException {
        Layout layout = layout(kind);
        Counts counts = layout.begin();
        counts.add(rows(kind, 2000));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        counts.write(new DataOutputStream(bytes));

        Counts read = layout.begin();
        read.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        Comparison none = Comparison.of(counts.summary(), read.summary());
        assertThat(none.psi()).isZero();
        assertThat(none.ks()).satisfiesAnyOf(ks -> assertThat(ks).isZero(), ks -> assertThat(ks)
                .isNaN());
        assertThat(none.pValue()).isEqualTo(1);
        if (counts.summary() instanceof NumberSummary) {
            assertThat(none.wasserstein()).as("a sketch drew again").isLessThan(0.15);
        }
        if (counts.summary() instanceof CategorySummary before && read.summary() instanceof CategorySummary after) {
            assertThat(after.distinct()).isEqualTo(before.distinct());
            assertThat(after.others()).isEqualTo(before.others());
        }
        assertThat(read.weight.rows()).isEqualTo(2000);
    }

    /** Twelve panes that ended and the one that is filled, of a column as demanding as can be, and all that travels. */
    @ParameterizedTest
    @EnumSource
    void holdsNoMoreThan64KibibytesAColumn(Kind kind) throws IOException {
        Learner learner = Learner.of(column(kind));
        learner.add(rows(kind, 5000));
        Counts reference = learner.layout().beginReference();
        reference.add(rows(kind, 5000));
        Window window = new Window(List.of(learner.layout()), Given.settings("window", "12s"), 0);
        for (int second = 0; second <= 12; second++) {
            window.turn(1000L * second);
            for (int i = 0; i < 10; i++) {
                window.take(0, rows(kind, kind == Kind.VECTOR ? 50 : 2000));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        window.write(new DataOutputStream(bytes));

        assertThat(learner.retainedBytes()).isLessThan(BYTES_MAX);
        assertThat(reference.retainedBytes()).isLessThan(BYTES_MAX);
        assertThat(window.retainedBytes(0)).isBetween(1000, BYTES_MAX - 4096); // beside it the reference, 2 KiB
        assertThat(bytes.size()).isLessThan(BYTES_MAX);
    }

    @Test
    void takesRowsOfOneRequestForOneObservation() {
        Weight weight = new Weight();
        weight.add(30, 0);
        weight.add(30, 3);
        assertThat(weight.effective()).isEqualTo(2);
        assertThat(weight.missingShare()).isEqualTo(0.05);

        weight.add(1, 0);
        assertThat(weight.effective()).as("a small one adds little").isCloseTo(2.07, within(0.01));
    }

    @Test
    void knowsHowManyDifferentWordsThereWere() {
        Distinct distinct = new Distinct();
        for (int words : new int[] {10, 1_000, 100_000}) {
            Distinct left = new Distinct();
            for (int i = 0; i < words; i++) {
                (i % 2 == 0 ? left : distinct).add("word " + i);
            }
            distinct.merge(left);
            distinct.add("word 1");
            assertThat(distinct.estimate()).isCloseTo(words, within(0.1 * words));
        }
    }

    @Test
    void countsWhatIsNoNumberAsMissing() {
        Counts counts = new NumberLayout(new double[] {1, 2}).begin();

        counts.add(Given.numbers(1, 1.5, 2, 3, Double.NaN, Double.POSITIVE_INFINITY));

        assertThat(((NumberSummary) counts.summary()).bins()).containsExactly(1, 2, 1);
        assertThat(counts.weight.missing()).isEqualTo(2);
    }

    @Test
    void countsEmptyTextsAsMissingAndNamesNewWords() {
        Counts counts = new CategoryLayout(List.of("rent", "owner")).begin();

        counts.add(Given.words("rent", "", "boat", "boat", "rent", "rent", "owner"));

        CategorySummary summary = (CategorySummary) counts.summary();
        assertThat(summary.counts()).containsExactly(3, 1, 2);
        assertThat(summary.others()).containsExactly("boat");
        assertThat(summary.distinct()).isCloseTo(3, within(0.1));
        assertThat(counts.weight.missing()).isEqualTo(1);
    }

    @Test
    void readsNumbersOfEveryType() {
        for (DataType type : DataType.values()) {
            if (type.isFixedSize()) {
                Tensor tensor = Tensor.allocate(type, Shape.of(1));
                ByteBuffer data = tensor.data();
                switch (type) {
                    case FP32 -> data.putFloat(1);
                    case FP64 -> data.putDouble(1);
                    case FP16 -> data.putShort((short) 0x3C00);
                    case BF16 -> data.putShort((short) 0x3F80);
                    default -> data.put((byte) 1);
                }
                assertThat(type.number(tensor.data(), 0)).as("%s", type).isEqualTo(1);
            }
        }
    }

    @Test
    void tellsLongTextsApartThatBeginAlike() {
        String same = "x".repeat(Elements.WORD_BYTES_MAX);
        Counts counts = new CategoryLayout(List.of("y")).begin();

        counts.add(Given.words(same + "1", same + "2", same));

        assertThat(((CategorySummary) counts.summary()).distinct()).isCloseTo(3, within(0.1));
    }
}
