package io.roundhouse.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.spi.monitor.Watched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has been learnt so far, over the end of the process: none of these monitors is closed unless it says so. */
class LearningKeptTest {
    private final Path folder;
    private final Random random = new Random(3);
    private long now = 1_500_000_000_000L;

    LearningKeptTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Replay begin() {
        return begin(Given.watched(folder));
    }

    private Replay begin(Watched model) {
        return new Replay(model, Given.settings("reference_rows", "2000", "reference_time", "10m"), now);
    }

    private void pass(Replay replay, Duration time) {
        replay.advance(time);
        now = replay.clock.get();
    }

    private List<InferenceEvent> requests(int count) {
        List<InferenceEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(Given.row(random, 0));
        }
        return events;
    }

    private boolean isKept() {
        return Files.exists(folder.resolve("data").resolve(Store.LEARNING));
    }

    @Test
    void losesAtMostFiveSecondsWhenItIsKilled() {
        Replay replay = begin();
        replay.on(requests(100));
        pass(replay, Duration.ofSeconds(4));
        replay.on(requests(50));
        assertThat(begin().summary()).as("in the first fifth").contains("100 of 2000 rows");

        pass(replay, Duration.ofSeconds(1));
        assertThat(begin().summary()).contains("150 of 2000 rows");

        replay.on(requests(800));
        pass(replay, Duration.ofSeconds(5));
        assertThat(begin().summary()).as("when it counts").contains("950 of 2000 rows");
    }

    @Test
    void losesNothingWhenItIsClosed() {
        Replay replay = begin();
        replay.on(requests(100));
        pass(replay, Duration.ofSeconds(5));
        replay.on(requests(50));

        replay.monitor.close();

        assertThat(begin().summary()).contains("150 of 2000 rows");
    }

    @Test
    void learnsTheSameAsWithoutAnEnd() throws IOException {
        List<InferenceEvent> events = requests(2_500);
        Replay whole = begin(new Watched("credit", Given.watched(folder).specs(), folder, folder.resolve("whole")));
        for (int i = 0; i < events.size(); i += 100) {
            whole.on(events.subList(i, i + 100));
            whole.advance(Duration.ofMinutes(1));
        }
        for (int i = 0; i < events.size(); i += 100) {
            Replay one = begin();
            one.on(events.subList(i, i + 100));
            pass(one, Duration.ofMinutes(1));
        }

        Profile expected = new Store(folder.resolve("whole")).reference().orElseThrow();
        Profile found = new Store(folder.resolve("data")).reference().orElseThrow();
        assertThat(found.columns()).isEqualTo(expected.columns());
        for (int i = 0; i < 4; i++) {
            assertThat(found.summaries().get(i).weight())
                    .usingRecursiveComparison()
                    .isEqualTo(expected.summaries().get(i).weight());
        }
        assertThat(summary(found, "home")).usingRecursiveComparison().isEqualTo(summary(expected, "home"));
        assertThat(summary(found, "face")).usingRecursiveComparison().isEqualTo(summary(expected, "face"));
        assertThat(((NumberSummary) summary(found, "age")).bins()).hasSizeBetween(60, 65);
        assertThat(isKept()).as("once it is learnt").isFalse();
    }

    private static Summary summary(Profile profile, String name) {
        for (int i = 0; i < profile.columns().size(); i++) {
            if (profile.columns().get(i).name().equals(name)) {
                return profile.summaries().get(i);
            }
        }
        throw new AssertionError(name);
    }

    /** The reference is to be of so many hours of requests. */
    @Test
    void countsNoTimeInWhichItDidNotRun() {
        Replay replay = begin();
        replay.on(requests(2_100));
        pass(replay, Duration.ofMinutes(9));
        replay.on(requests(1));
        replay.monitor.close();
        now += Duration.ofDays(1).toMillis();

        replay = begin();
        replay.on(requests(1));
        assertThat(replay.summary()).contains("The reference is being learnt");

        pass(replay, Duration.ofMinutes(1));
        replay.on(requests(1));
        assertThat(replay.summary()).contains("The first comparison");
    }

    @Test
    void beginsAnewWithASentenceWhenItCannotBeRead() throws IOException {
        Replay replay = begin();
        replay.on(requests(1_000));
        replay.monitor.close();
        Path file = folder.resolve("data").resolve(Store.LEARNING);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThat(begin().summary())
                .contains("0 of 2000 rows")
                .contains(
                        "What had been learnt so far could not be read, so it is learnt anew: its checksum is wrong.");
    }

    @Test
    void beginsAnewWhereTheModelTakesSomethingElse() {
        Replay replay = begin();
        replay.on(requests(1_000));
        replay.monitor.close();

        ModelSpec other = new ModelSpec("fake", Given.SPEC.inputs().subList(0, 2), Given.SPEC.outputs(), true);
        assertThat(begin(Given.watched(folder, other)).summary()).contains("0 of 2000 rows");
    }

    @Test
    void isBounded() throws IOException {
        Replay replay = begin();
        replay.on(requests(20_000));
        replay.monitor.close();

        assertThat(Files.size(folder.resolve("data").resolve(Store.LEARNING))).isLessThan(4 * 64 * 1024);
    }
}
