package io.roundhouse.quality;

import static io.roundhouse.quality.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.quality.QualitySettings.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private static final Output BAD = new Output("p", Kind.PROBABILITIES);

    private static List<String> lines(String header, String row) {
        List<String> lines = new ArrayList<>(List.of(header));
        lines.addAll(Collections.nCopies(50, row));
        return lines;
    }

    private static Reference read(Output output, QualitySettings settings, String header, String row) {
        return Reference.read(lines(header, row), output, settings);
    }

    @Test
    void readsOneColumnAsThePositiveClass() {
        QualitySettings settings = settings("classes", "good,bad");

        Reference reference = read(BAD, settings, "age,p,label", "33,0.25,\"bad\"");

        assertThat(reference.rows()).isEqualTo(50);
        assertThat(reference.row(49)).containsExactly(0.75, 0.25);
        assertThat(reference.labels()[49]).isEqualTo(1);
    }

    @Test
    void readsAColumnForEachClass() {
        Reference reference = read(BAD, settings(), "label,0,1,2", "2,0.25,0.25,0.5");

        assertThat(reference.columns()).isEqualTo(3);
        assertThat(reference.row(1)).containsExactly(0.25, 0.25, 0.5);
        assertThat(reference.labels()[1]).isEqualTo(2);
    }

    @Test
    void readsNumbersAndLabels() {
        assertThat(read(new Output("price", Kind.NUMBERS), settings(), "price,label", "99.5,101")
                        .predictions()[0])
                .isEqualTo(99.5);
        assertThat(read(new Output("label", Kind.LABELS), settings(), "prediction,label", "1.0,true")
                        .labels()[0])
                .isEqualTo(1);
    }

    @Test
    void whatIsWrongIsToldWithItsLine() {
        assertThatThrownBy(() -> Reference.read(List.of("p,label", "0.5,1"), BAD, settings()))
                .hasMessage("has 1 rows below its header, 50 are the least");
        assertThatThrownBy(() -> read(BAD, settings(), "p,truth", "0.5,1"))
                .hasMessage("has no column 'label' with what came, it has [p, truth]");
        assertThatThrownBy(() -> read(BAD, settings("classes", "a,b"), "q,label", "0.5,a"))
                .hasMessage(
                        "has no column 'p' or 'prediction', and not one for each class of [a, b], it has [q, label]");
        assertThatThrownBy(() -> read(BAD, settings(), "p,label", "0.5"))
                .hasMessage("line 2 has 1 values, the first line names 2");
        assertThatThrownBy(() -> read(BAD, settings(), "p,label", "0.5,bad"))
                .hasMessage("line 2 has the label 'bad', known are numbers from 0");
        assertThatThrownBy(() -> read(BAD, settings(), "p,label", "NaN,1"))
                .hasMessage("line 2 has 'NaN' where a number belongs");
        assertThatThrownBy(() -> read(BAD, settings(), "p,label", "1.5,1"))
                .hasMessage("line 2 has 1.5, which is no probability");
        assertThatThrownBy(() -> read(BAD, settings(), "label,0,1", "0,0.25,0.25"))
                .hasMessage("line 2 has probabilities that are 0.5 together");
    }
}
