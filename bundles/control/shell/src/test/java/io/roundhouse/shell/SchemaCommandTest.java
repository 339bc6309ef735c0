package io.roundhouse.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.server.control.Offline.Subject;
import io.roundhouse.server.control.Offline.Watch;
import io.roundhouse.server.control.SchemaCheck;
import io.roundhouse.server.control.SchemaCheck.Checked;
import io.roundhouse.server.control.SchemaCheck.Finding;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class SchemaCommandTest {
    private final SchemaCommand command = new SchemaCommand();

    SchemaCommandTest() {
        command.file = "data.csv";
        command.model = "credit";
    }

    @Test
    void showsHowManyRowsDoNotKeepAConstraintAndTheFirst() {
        command.version = "2";
        command.schemas = new Given((subject, data) -> {
            assertThat(subject).isEqualTo(new Subject("credit", Optional.of("2")));
            assertThat(data).isEqualTo(Path.of("data.csv"));
            return new Checked(
                    "credit",
                    "2",
                    1_000,
                    40,
                    List.of(
                            new Finding("'Income' range", 37, 3, "is 4711, must be 0 to 2090"),
                            new Finding("'Home' categories", 4, 9, "is 'tent', must be one of [rent]")));
        });

        assertThat(printed())
                .contains("'Income' range", "37", "3.70%", "is 4711, must be 0 to 2090")
                .contains("'Home' categories", "0.40%", "is 'tent'")
                .contains("40", "4.00%", "of 1000");
    }

    @Test
    void printsTheSameForAScript() {
        command.json = true;
        command.schemas = new Given((subject, data) -> new Checked(
                "credit", "2", 10, 1, List.of(new Finding("'Age' range", 1, 7, "is 900, must be 0 to 91"))));

        assertThat(printed()).contains("\"constraint\" : \"'Age' range\"", "\"first_row\" : \"7\"");
    }

    @Test
    void saysThatAllIsRight() {
        command.schemas = new Given((subject, data) -> new Checked("credit", "2", 4_454, 0, List.of()));

        assertThat(printed()).contains("All 4,454 rows keep the schema of credit:2.");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(this::printed).hasMessageContaining("feature:install roundhouse-offline");

        command.verb = "learn";
        assertThatThrownBy(this::printed).hasMessage("'learn' is not known here; known are 'check' and 'infer'");
    }

    @Test
    void showsWhatWouldBeLearntAndWhy() {
        command.verb = "infer";
        command.schemas = new Given((subject, data) -> {
            throw new AssertionError("nothing is checked");
        });

        assertThat(printed()).contains("'Income' range", "min: 0, max: 2090", "2,422 rows: 8 … 959");
    }

    @Test
    void tellsHowFarItIs() {
        command.schemas = new SchemaCheck() {
            @Override
            public Checked check(Subject subject, Path data, Watch watch) {
                watch.at("check", 10, 1);
                assertThat(watch).isInstanceOf(ProgressLine.class);
                return new Checked("credit", "2", 10, 0, List.of());
            }

            @Override
            public Inferred infer(Subject subject, Path data, Watch watch) {
                throw new AssertionError("nothing is learnt");
            }
        };

        assertThat(printed()).contains("All 10 rows");
        command.progress = "dots";
        assertThatThrownBy(this::printed).hasMessage("--progress must be bar, lines or none, was 'dots'");
    }

    private record Given(BiFunction<Subject, Path, Checked> check) implements SchemaCheck {
        @Override
        public Checked check(Subject subject, Path data, Watch watch) {
            return check.apply(subject, data);
        }

        @Override
        public Inferred infer(Subject subject, Path data, Watch watch) {
            Bound income = new Bound("'Income' range", "min: 0, max: 2090", "2,422 rows: 8 … 959");
            return new Inferred("credit", "2", 2_672, List.of(income));
        }
    }

    private String printed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        command.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
