package io.roundhouse.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.control.Rollouts.Outcome;
import io.roundhouse.server.control.Rollouts.Past;
import io.roundhouse.server.control.Rollouts.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMemoryTest {
    private static final Canary CANARY = new Canary("2", "abc", "");

    private final Path directory;

    FileMemoryTest(@TempDir Path directory) {
        this.directory = directory;
    }

    static CourseState state(String reason) {
        Going going = new Going(CANARY, State.PAUSED, 1, 10, 20, 30, Set.of("errors", "accuracy"), "J1 abc=\\ \t:");
        Past past = new Past("1", "version 3", Outcome.ROLLED_BACK, "judge", reason, 1, 2);
        return new CourseState(
                "m", "1", Optional.of(going), List.of(new Canary("3", "d", "[1.29.0,1.29.0]")), List.of(past));
    }

    @Test
    void readsWhatItWrote() {
        CourseState state = state("p99 is harmful: 12 ms \u2265 10 ms\nsecond line #!=");

        new FileMemory(directory).write(CourseState.unknown("other"));
        new FileMemory(directory).write(CourseState.unknown("m"));
        new FileMemory(directory).write(state);

        assertThat(new FileMemory(directory).read()).containsExactly(state, CourseState.unknown("other"));
    }

    @Test
    void knowsNothingWhereNothingWasWritten() {
        assertThat(new FileMemory(directory.resolve("none")).read()).isEmpty();
    }

    @Test
    void aHalfWrittenFileDoesNotCount() throws IOException {
        CourseState state = state("x");
        new FileMemory(directory).write(state);
        Files.writeString(directory.resolve("m.rollout.new"), "format=1\nmod");

        assertThat(new FileMemory(directory).read()).containsExactly(state);
    }
}
