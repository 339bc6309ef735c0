package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Arm;
import io.roundhouse.server.control.ModelSection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The owner of the section {@code rollout} decides what is brought about. */
class ShapingTest {
    private final TestHouse test = new TestHouse();
    private final FakeEngine engine = new FakeEngine();
    private final Decider decider = new Decider();

    ShapingTest() {
        test.engine("1.29.0", engine);
    }

    /** Lets one version answer under the arm {@code stable}. */
    private static final class Decider implements ModelSection {
        volatile String version = "1";
        volatile boolean refuses;
        volatile boolean only; // the others are not even loaded

        @Override
        public void check(ModelDefinition definition, Settings section) {
            section.allow("start");
        }

        @Override
        public ModelDefinition shape(ModelDefinition definition, Settings section) {
            if (refuses) {
                throw new InferenceException(ErrorCode.INTERNAL, "nothing is known of it");
            }
            if (definition.sections().isEmpty()) {
                return definition;
            }
            List<ModelArtifact> versions = definition.versions().stream()
                    .filter(artifact -> !only || artifact.id().version().equals(version))
                    .toList();
            List<Arm> arms = List.of(new Arm("stable", version, definition.engine()));
            return with(definition, versions, arms, definition.sections());
        }

        @Override
        public void apply(ModelDefinition definition, Settings section) {}

        @Override
        public void remove(String model) {}
    }

    private static ModelDefinition with(
            ModelDefinition plain, List<ModelArtifact> versions, List<Arm> arms, Map<String, Settings> sections) {
        return new ModelDefinition(
                plain.name(),
                versions,
                plain.engine(),
                plain.batching(),
                plain.chain(),
                plain.router(),
                arms,
                sections);
    }

    private static ModelDefinition model(String... versions) {
        ModelDefinition plain = TestHouse.model("m", versions);
        return with(plain, plain.versions(), plain.arms(), Map.of("rollout", Settings.empty()));
    }

    private void deciderArrives() {
        test.house.sectionArrived(TestHouse.provider("section", "rollout", "1", 40, decider));
    }

    private List<String> stableArms() {
        return test.house.models().models().stream()
                .filter(row -> row.arms().contains("stable"))
                .map(row -> row.id().version())
                .toList();
    }

    private ModelStatus version(String version) {
        return test.status("m", version).orElseThrow();
    }

    @Test
    void servesWhatTheOwnerDecidesAndAnotherThingWhenItDecidesAnother() {
        deciderArrives();

        test.apply(model("1", "2"));
        assertThat(stableArms()).containsExactly("1");
        decider.version = "2";
        test.house.models().reshape("m");
        TestHouse.await(() -> stableArms().equals(List.of("2")));

        assertThat(engine.open).hasValue(2);
    }

    @Test
    void versionsThatTheOwnerLeavesOutAreNotWaitedFor() {
        decider.only = true;
        deciderArrives();

        test.apply(model("1", "2"));

        assertThat(test.house.models().models())
                .singleElement()
                .extracting(row -> row.id().version())
                .isEqualTo("1");
    }

    @Test
    void withoutTheOwnerNothingIsLoaded() {
        test.apply(model("1", "2"));

        assertThat(version("2").state()).isEqualTo(ModelState.WAITING);
        assertThat(version("2").reason()).isEqualTo("no room is there for 'rollout', which decides what is served");
        assertThat(engine.open).hasValue(0);

        deciderArrives();
        TestHouse.await(() -> stableArms().equals(List.of("1")));
    }

    @Test
    void whileTheOwnerIsAwayWhatServedGoesOn() {
        Provider<ModelSection> room = TestHouse.provider("section", "rollout", "1", 40, decider);
        test.house.sectionArrived(room);
        test.apply(model("1"));

        test.house.sectionLeaves(room);
        test.apply(model("1", "2"));

        assertThat(stableArms()).containsExactly("1");
        assertThat(version("1").state()).isEqualTo(ModelState.LIVE);
        assertThat(version("2").state()).isEqualTo(ModelState.WAITING);
    }

    @Test
    void anOwnerThatFailsChangesNothing() {
        deciderArrives();
        test.apply(model("1"));
        decider.refuses = true;

        test.apply(model("1", "2"));

        assertThat(stableArms()).containsExactly("1");
        assertThat(version("2").reason()).contains("nothing is known of it");
    }

    @Test
    void modelsWithoutTheSectionDoNotNeedTheOwner() {
        test.apply(TestHouse.model("m", "1", "2"));

        assertThat(version("2").state()).isEqualTo(ModelState.LIVE);
    }
}
