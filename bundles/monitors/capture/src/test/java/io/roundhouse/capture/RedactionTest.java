package io.roundhouse.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.testkit.TestTensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactionTest {
    private final Given given;

    RedactionTest(@TempDir Path data) {
        given = new Given(data);
    }

    private static Settings redact(String... rules) {
        Settings.Builder section = Settings.builder("model.yaml:9:9");
        for (int i = 0; i < rules.length; i += 2) {
            section.put(rules[i], rules[i + 1], "model.yaml:9:9");
        }
        return Given.all().put("redact", section.build()).build();
    }

    private List<String> captured(Settings settings, Tensors... inputs) {
        Capture capture = given.capture(settings);
        for (Tensors one : inputs) {
            capture.on(List.of(
                    Given.answered(Given.request("loan-1", one, Map.of("user", "ada", "timeout", "1")), Given.STABLE)));
        }
        capture.close();
        return given.lines();
    }

    @Test
    void dropsAColumnAndAnOutput() {
        List<String> lines = captured(redact("name", "drop", "score", "drop"), Given.inputs("Ada", 36.5));

        assertThat(lines)
                .singleElement()
                .asString()
                .doesNotContain("name\":\"name", "Ada", "0.25")
                .contains("36.5");
    }

    @Test
    void masksTextsByTheirSignsAndNumbersByZero() {
        List<String> lines = captured(redact("name", "mask", "age", "mask"), Given.inputs("Ada-Zoë 17", 36.5));

        assertThat(lines).singleElement().asString().contains("[\"***-*** **\"]", "\"data\":[0.0]");
    }

    @Test
    void truncatesATextAndNeverACharacter() {
        List<String> lines = captured(
                redact("name", "truncate 3"), Given.inputs("Ada Lovelace", 1), Given.inputs("Ad\ud83d\ude82", 1));

        assertThat(lines.get(0)).contains("[\"Ada\"]");
        assertThat(lines.get(1)).contains("[\"Ad\"]");
    }

    @Test
    void hashesWithAKeyThatStays() {
        List<String> lines = captured(
                redact("name", "hash", "age", "hash"),
                Given.inputs("Ada", 36.5),
                Given.inputs("Ada", 36.5),
                Given.inputs("Eve", 37));
        List<String> later = captured(redact("name", "hash", "age", "hash"), Given.inputs("Ada", 36.5));
        List<String> elsewhere = new ArrayList<>();
        RedactionTest other = new RedactionTest(given.data.resolve("elsewhere"));
        elsewhere.addAll(other.captured(redact("name", "hash", "age", "hash"), Given.inputs("Ada", 36.5)));

        assertThat(data(lines.get(0))).hasSize(3).isEqualTo(data(lines.get(1)));
        assertThat(data(later.get(later.size() - 1))).isEqualTo(data(lines.get(0)));
        assertThat(data(lines.get(2)).get(0)).isNotEqualTo(data(lines.get(0)).get(0));
        assertThat(data(lines.get(2)).get(1)).isNotEqualTo(data(lines.get(0)).get(1));
        assertThat(data(elsewhere.get(0)).get(0))
                .isNotEqualTo(data(lines.get(0)).get(0));
        assertThat(lines.get(0)).doesNotContain("Ada", "36.5");
    }

    private static List<String> data(String line) {
        List<String> data = new ArrayList<>();
        Matcher matcher = Pattern.compile("\"data\":\\[([^]]*)]").matcher(line);
        while (matcher.find()) {
            data.add(matcher.group(1));
        }
        return data;
    }

    @Test
    void hashesIdsAndParametersToo() {
        List<String> lines = captured(redact("id", "hash", "parameters.user", "drop"), Given.inputs("Ada", 36.5));

        assertThat(lines)
                .singleElement()
                .asString()
                .doesNotContain("loan-1", "user", "\"ada\"")
                .contains("\"timeout\":\"1\"")
                .containsPattern("\"request\":\\{\"id\":\"[0-9a-f]{16}\"");
    }

    /** A client that writes {@code Name} for {@code name} is refused, and is not to be read all the same. */
    @Test
    void leavesOutColumnsThatNobodyThoughtOf() {
        Tensors mistyped = Tensors.of("Name", Tensor.ofTexts(Shape.of(1), List.of("Ada")));

        assertThat(captured(redact("name", "hash"), mistyped))
                .singleElement()
                .asString()
                .doesNotContain("Ada");
        assertThat(captured(Given.all().build(), mistyped).get(1)).contains("Ada");
    }

    @Test
    void numbersStayOfTheirTypeAndInItsRange() {
        Veil veil = new Veil(new Salt(new byte[32]));
        for (DataType type : DataType.values()) {
            if (type != DataType.BYTES) {
                Tensor hashed = veil.tensor(new Rule(Rule.Kind.HASH, 0), Tensor.allocate(type, Shape.of(4, 8)))
                        .orElseThrow();

                assertThat(hashed.type()).isEqualTo(type);
                assertThat(hashed.shape()).isEqualTo(Shape.of(4, 8));
                for (int i = 0; type == DataType.BOOL && i < 32; i++) {
                    assertThat(hashed.data().get(i)).isBetween((byte) 0, (byte) 1);
                }
            }
        }
    }

    @Test
    void changesNothingOfWhatTheRequestHolds() {
        Tensors inputs = Given.inputs("Ada", 36.5);
        long before = TestTensors.checksum(inputs);

        captured(redact("name", "mask", "age", "hash"), inputs);

        assertThat(TestTensors.checksum(inputs)).isEqualTo(before);
    }

    @Test
    void refusesARuleForAColumnThatIsNotThere() {
        assertThatThrownBy(() -> given.capture(redact("nmae", "hash")))
                .hasMessage("model.yaml:9:9: 'nmae' is not known here; did you mean 'name'? Known are"
                        + " [age, id, name, score]");
    }

    @Test
    void refusesAnUnknownRuleAndOneThatDoesNotFit() {
        assertThatThrownBy(() -> given.capture(redact("name", "shorten")))
                .hasMessage(
                        "model.yaml:9:9: 'name' must be one of [drop, hash, mask, truncate N] with N characters from"
                                + " 0 to 1048576, was 'shorten'");
        assertThatThrownBy(() -> given.capture(redact("age", "truncate 3")))
                .hasMessage("model.yaml:9:9: 'age' is FP64, and only texts can be truncated; use drop, hash or mask");
    }
}
