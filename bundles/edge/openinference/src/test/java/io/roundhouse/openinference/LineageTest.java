package io.roundhouse.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelId;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineageTest {
    private final Lineage lineage = new Lineage(new JsonFactory());

    private static ServedBy servedBy(String engine, String config) {
        return new ServedBy(new ModelId("m", "7"), "canary", engine, "1.29.0", "0f1e2d3c4b5a", "", config);
    }

    @Test
    void tellsWhoAnsweredAndByWhichDefinition() {
        assertThat(lineage.of(servedBy("ort", "a1b2c3d4e5f6")).getValue())
                .isEqualTo("{\"model_version\":\"7\",\"arm\":\"canary\",\"engine\":\"ort\","
                        + "\"engine_version\":\"1.29.0\",\"transformers\":\"0f1e2d3c4b5a\","
                        + "\"config\":\"a1b2c3d4e5f6\"}");
    }

    @Test
    void tellsTheStepsWhereThereAreAny() {
        ServedBy stepped = new ServedBy(
                new ModelId("m", "7"),
                "canary",
                "ort",
                "1.29.0",
                "0f1e2d3c4b5a",
                "tokenizer 1.2.0, mean-pool 1.2.0",
                "a");

        assertThat(lineage.of(stepped).getValue())
                .endsWith(",\"transformers\":\"0f1e2d3c4b5a\",\"steps\":\"tokenizer 1.2.0, mean-pool 1.2.0\","
                        + "\"config\":\"a\"}");
    }

    @Test
    void tellsWhatTheAnswerIsMarkedBy() {
        assertThat(lineage.of(servedBy("ort", "a"), List.of("row 0: \"x\" is high", "row 2: too"))
                        .getValue())
                .endsWith(",\"config\":\"a\",\"flags\":\"row 0: \\\"x\\\" is high; row 2: too\"}");
        assertThat(lineage.of(servedBy("ort", "a"), List.of())).isSameAs(lineage.of(servedBy("ort", "a")));
    }

    @Test
    void isWrittenOnceForAllAnswersOfAnArm() {
        assertThat(lineage.of(servedBy("ort", "a"))).isSameAs(lineage.of(servedBy("ort", "a")));
    }

    @Test
    void staysJsonWhateverAPluginIsCalled() {
        assertThat(lineage.of(servedBy("a\"b\n", "a")).getValue()).contains("\"engine\":\"a\\\"b\\n\"");
    }

    @Test
    void keepsNoMoreThanItMay() {
        for (int i = 0; i < 3 * Lineage.KEPT_MAX; i++) {
            lineage.of(servedBy("ort", "c" + i));
        }

        assertThat(lineage.kept()).isLessThanOrEqualTo(Lineage.KEPT_MAX);
    }
}
