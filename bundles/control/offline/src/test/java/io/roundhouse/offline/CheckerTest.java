package io.roundhouse.offline;

import static io.roundhouse.offline.FakeSteps.add;
import static io.roundhouse.offline.FakeSteps.centre;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.Offline.Subject;
import io.roundhouse.server.control.Offline.Watch;
import io.roundhouse.server.control.SchemaCheck.Checked;
import io.roundhouse.server.control.SchemaCheck.Finding;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class CheckerTest {
    private static final Subject NEWEST = new Subject("model", Optional.empty());
    private static final Watch NOBODY = (doing, rows, share) -> {};

    @TempDir
    Path folder;

    private final FakeSteps steps = new FakeSteps();
    private FakeRepository repository;
    private Desk desk;
    private Path data;

    @BeforeEach
    void makeModel() throws IOException {
        repository = new FakeRepository(Files.createDirectories(folder.resolve("models")));
        Files.createDirectories(folder.resolve("models/model/2"));
        TransformerFactory limits = CheckerTest::made;
        StepFactories factories = step -> step.name().equals("validate")
                ? new StepFactories.Found("validate", "1.0.0", limits)
                : steps.find(step);
        desk = new Desk(repository, factories, new FakeModels(), FakeServer.none(repository, factories));
        data = Files.writeString(folder.resolve("data.csv"), "a,b\n1,1\n2,9\n8,2\n9,9\n7,1\n");
    }

    @Test
    void countsWhatIsFoundAndKeepsTheFirstOfIt() {
        repository.steps(limit("a", 5), limit("b", 5));

        Checked checked = desk.check(NEWEST, data, NOBODY);

        assertThat(checked.rows()).isEqualTo(5);
        assertThat(checked.wrongRows()).isEqualTo(4);
        assertThat(checked.findings())
                .containsExactly(
                        new Finding("'a' range", 3, 3, "is 8.0: too much"),
                        new Finding("'b' range", 2, 2, "is 9.0: too much"));
    }

    @Test
    void checksWhatTheStepsBeforeMakeAndNothingAfter() {
        repository.steps(add("a", "a", 100), limit("a", 107), add("b", "c", 1));

        Checked checked = desk.check(NEWEST, data, NOBODY);

        assertThat(checked.findings()).containsExactly(new Finding("'a' range", 2, 3, "is 108.0: too much"));
        assertThat(steps.open).isZero();
    }

    @Test
    void findsNothingWhereAllIsRight() {
        repository.steps(limit("a", 50));

        assertThat(desk.check(NEWEST, data, NOBODY).findings()).isEmpty();
    }

    @Test
    void saysThatAModelHasNoSchema() {
        repository.steps(add("a", "b", 1));

        assertThatThrownBy(() -> desk.check(NEWEST, data, NOBODY))
                .hasMessage("model 'model' has no step 'validate' before it, so it has no schema; its steps are [add]");
    }

    @Test
    void saysThatSomethingIsToBeLearntFirst() {
        repository.steps(centre("a", "a"), limit("a", 1));

        assertThatThrownBy(() -> desk.check(NEWEST, data, NOBODY)).hasMessageContaining("roundhouse fit");
        assertThat(steps.open).isZero();
    }

    @Test
    void saysWhichColumnIsNotThere() {
        repository.steps(limit("aa", 5));

        assertThatThrownBy(() -> desk.check(NEWEST, data, NOBODY))
                .hasMessageContaining("data.csv has no column 'aa'")
                .hasMessageContaining("did you mean 'a'");
    }

    private static Plugin limit(String column, double max) {
        return new Plugin("validate", "", Settings.of(Map.of("column", column, "max", Double.toString(max))));
    }

    /** Tells of values above {@code max}, in the column that {@code report} names. */
    private static Transformer made(ModelArtifact artifact, Settings settings) {
        String column = settings.text("column");
        String report = settings.text("report");
        double max = settings.number("max", 0, 0, 1e9);
        return new Transformer() {
            @Override
            public List<TensorSpec> reads() {
                return List.of(Rows.number(column));
            }

            @Override
            public List<TensorSpec> writes() {
                return List.of(new TensorSpec(report, DataType.BYTES, Shape.of(Shape.ANY)));
            }

            @Override
            public Tensors apply(Tensors columns) {
                List<String> texts = new ArrayList<>();
                for (double value : Rows.numbers(columns, column)) {
                    texts.add(value > max ? "'" + column + "' range: is " + value + ": too much" : "");
                }
                return Tensors.of(report, Tensor.ofTexts(Shape.of(texts.size()), texts));
            }
        };
    }
}
