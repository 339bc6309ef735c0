package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelSection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rooms that own sections of model.yaml: asked before, told after, and contained. */
class SectionsTest {
    private final TestHouse test = new TestHouse();
    private final FakeEngine engine = new FakeEngine();
    private final Room room = new Room();

    SectionsTest() {
        test.engine("1.29.0", engine);
    }

    /** Refuses a section with the key {@code wrong}. */
    private static final class Room implements ModelSection {
        final List<String> told = new CopyOnWriteArrayList<>();
        volatile @Nullable RuntimeException failure;

        @Override
        public void check(ModelDefinition definition, Settings section) {
            section.allow("keep");
        }

        @Override
        public void apply(ModelDefinition definition, Settings section) {
            told.add("apply " + definition.name() + ":" + definition.versions().size() + " " + section);
            RuntimeException now = failure;
            if (now != null) {
                throw now;
            }
        }

        @Override
        public void remove(String model) {
            told.add("remove " + model);
        }
    }

    private static Provider<ModelSection> provider(ModelSection service, String version) {
        return TestHouse.provider("section", "feedback", version, 40, service);
    }

    private static ModelDefinition model(String key, String value, String... versions) {
        ModelDefinition plain = TestHouse.model("m", versions);
        Settings section = Settings.builder("models/m/model.yaml:3:1")
                .put(key, value, "models/m/model.yaml:3:3")
                .build();
        return new ModelDefinition(
                "m",
                plain.versions(),
                plain.engine(),
                plain.batching(),
                plain.chain(),
                plain.router(),
                plain.arms(),
                Map.of("feedback", section));
    }

    private ModelStatus whole() {
        return test.status("m", Staged.WHOLE).orElseThrow();
    }

    @Test
    void isToldOfEveryChangeOfTheDefinitionInForceAndOfItsEnd() {
        test.house.sectionArrived(provider(room, "1"));

        test.apply(model("keep", "7", "1"));
        test.apply(model("keep", "7", "1"));
        test.apply(model("keep", "7", "1", "2"));
        test.apply(model("keep", "8", "1", "2"));
        test.apply(TestHouse.model("m", "1", "2"));
        test.apply(model("keep", "9", "1"));
        test.house.models().remove("m");
        TestHouse.await(() -> test.house.models().slots().isEmpty());

        assertThat(room.told)
                .containsExactly(
                        "apply m:1 {keep=7}",
                        "apply m:2 {keep=7}",
                        "apply m:2 {keep=8}",
                        "remove m",
                        "apply m:1 {keep=9}",
                        "remove m");
    }

    @Test
    void aModelWithoutTheSectionIsNotItsConcern() {
        test.house.sectionArrived(provider(room, "1"));

        test.apply(TestHouse.model("m", "1"));

        assertThat(room.told).isEmpty();
        assertThat(test.status("m", Staged.WHOLE)).isEmpty();
    }

    @Test
    void aRefusalChangesNothingAndNamesThePlace() {
        test.house.sectionArrived(provider(room, "1"));
        test.apply(model("keep", "7", "1"));

        test.apply(model("wrong", "8", "1", "2"));

        assertThat(whole().state()).isEqualTo(ModelState.FAILED);
        assertThat(whole().reason()).isEqualTo("models/m/model.yaml:3:3: 'wrong' is not known here; known are [keep]");
        assertThat(test.status("m", "1").orElseThrow().state()).isEqualTo(ModelState.LIVE);
        assertThat(test.status("m", "2").orElseThrow().state()).isEqualTo(ModelState.FAILED);
        assertThat(room.told).containsExactly("apply m:1 {keep=7}");
        assertThat(engine.open).hasValue(1);
    }

    @Test
    void aFirstDefinitionThatIsRefusedIsNotEvenLoaded() {
        test.house.sectionArrived(provider(room, "1"));

        test.apply(model("wrong", "8", "1"));
        test.house.models().submitAll();
        test.awaitIdle();

        assertThat(test.status("m", "1").orElseThrow().state()).isEqualTo(ModelState.FAILED);
        assertThat(test.status("m", "1").orElseThrow().reason()).contains("model.yaml:3:3: 'wrong'");
        assertThat(room.told).isEmpty();
        assertThat(engine.open).hasValue(0);

        test.apply(model("keep", "8", "1"));
        assertThat(test.status("m", "1").orElseThrow().state()).isEqualTo(ModelState.LIVE);
    }

    @Test
    void aRoomThatComesLateIsToldOfTheModelsThere() {
        test.apply(model("keep", "7", "1"));
        assertThat(whole().state()).isEqualTo(ModelState.WAITING);
        assertThat(whole().reason())
                .isEqualTo("no room is there for [feedback]; until one is, what is written there does nothing");
        assertThat(test.status("m", "1").orElseThrow().state()).isEqualTo(ModelState.LIVE);

        test.house.sectionArrived(provider(room, "1"));
        TestHouse.await(() -> test.status("m", Staged.WHOLE).isEmpty() && !room.told.isEmpty());

        assertThat(room.told).containsExactly("apply m:1 {keep=7}");
    }

    @Test
    void aRoomThatComesLateCannotStopAModelThatServes() {
        test.apply(model("wrong", "7", "1"));

        test.house.sectionArrived(provider(room, "1"));
        TestHouse.await(() -> whole().state() == ModelState.FAILED);

        assertThat(whole().reason()).contains("'wrong' is not known here");
        assertThat(test.status("m", "1").orElseThrow().state()).isEqualTo(ModelState.LIVE);
        assertThat(room.told).isEmpty();
    }

    @Test
    void aRoomThatGoesIsMissedAndItsSuccessorIsTold() {
        Provider<ModelSection> first = provider(room, "1");
        test.house.sectionArrived(first);
        test.apply(model("keep", "7", "1"));

        test.house.sectionLeaves(first);
        TestHouse.await(() -> test.status("m", Staged.WHOLE).isPresent());
        assertThat(whole().state()).isEqualTo(ModelState.WAITING);
        Room second = new Room();
        test.house.sectionArrived(provider(second, "1"));
        TestHouse.await(() -> test.status("m", Staged.WHOLE).isEmpty() && !second.told.isEmpty());

        assertThat(room.told).containsExactly("apply m:1 {keep=7}");
        assertThat(second.told).containsExactly("apply m:1 {keep=7}");
    }

    @Test
    void ofTwoRoomsTheHigherVersionOwnsTheSection() {
        test.house.sectionArrived(provider(room, "1"));
        test.apply(model("keep", "7", "1"));

        Room newer = new Room();
        test.house.sectionArrived(provider(newer, "2"));
        TestHouse.await(() -> !newer.told.isEmpty() && room.told.size() == 2);

        assertThat(room.told).containsExactly("apply m:1 {keep=7}", "remove m");
        assertThat(newer.told).containsExactly("apply m:1 {keep=7}");
    }

    @Test
    void whatARoomThrowsIsReportedAndTriedAgain() {
        room.failure = new IllegalStateException("no disk");
        test.house.sectionArrived(provider(room, "1"));

        test.apply(model("keep", "7", "1"));

        assertThat(whole().state()).isEqualTo(ModelState.FAILED);
        assertThat(whole().reason())
                .isEqualTo("section 'feedback' is not in force: the plugin failed unexpectedly: no disk; see the log");
        assertThat(test.status("m", "1").orElseThrow().state()).isEqualTo(ModelState.LIVE);

        room.failure = null;
        test.house.models().submitAll();
        TestHouse.await(() -> test.status("m", Staged.WHOLE).isEmpty() && room.told.size() == 2);
    }

    @Test
    void theServersEndIsNoRemoval() {
        test.house.sectionArrived(provider(room, "1"));
        test.apply(model("keep", "7", "1"));

        test.house.stop();

        assertThat(room.told).containsExactly("apply m:1 {keep=7}");
    }
}
