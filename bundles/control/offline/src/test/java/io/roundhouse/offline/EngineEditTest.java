package io.roundhouse.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineEditTest {
    private static String edit(String yaml, Map<String, String> changes) {
        return String.join("\n", EngineEdit.edit(yaml.lines().toList(), "onnxruntime", false, changes)) + "\n";
    }

    @Test
    void opensAnEngineThatIsAWord() {
        String yaml = """
                # ours
                engine: onnxruntime [1.29,2)  # fast
                batching: { rows_max: 8 }
                """;

        assertThat(edit(yaml, Map.of("file", "b.onnx"))).isEqualTo("""
                        # ours
                        engine:  # fast
                          name: onnxruntime
                          version: "[1.29,2)"
                          file: b.onnx
                        batching: { rows_max: 8 }
                        """);
    }

    @Test
    void replacesAKeyWithAllItsLines() {
        String yaml = """
                engine:
                    name: onnxruntime
                    prefer:
                    - tensorrt
                    - cuda
                    # two
                    threads: 2

                # below
                after: []
                """;

        assertThat(edit(yaml, Map.of("prefer", ""))).isEqualTo("""
                        engine:
                            name: onnxruntime
                            # two
                            threads: 2

                        # below
                        after: []
                        """);
        assertThat(edit(yaml, Map.of("threads", "1"))).isEqualTo(yaml.replace("threads: 2", "threads: 1"));
    }

    @Test
    void addsASectionWhereThereIsNone() {
        assertThat(edit("", Map.of("file", "b c.onnx")))
                .isEqualTo("engine:\n  name: onnxruntime\n  file: \"b c.onnx\"\n");
    }

    @Test
    void refusesWhatItCannotChangeSafely() {
        assertThatThrownBy(() -> edit("engine: { name: onnxruntime }\n", Map.of("file", "b")))
                .hasMessageContaining("line 1 of model.yaml");
    }

    @Test
    void tellsWhatChanged() {
        assertThat(EngineEdit.diff(List.of("a", "b", "c"), List.of("a", "x", "y", "c")))
                .containsExactly("- b", "+ x", "+ y");
        assertThat(EngineEdit.diff(List.of("a"), List.of("a"))).isEmpty();
    }
}
