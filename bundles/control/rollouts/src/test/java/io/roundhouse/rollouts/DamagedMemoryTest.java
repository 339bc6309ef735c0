package io.roundhouse.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DamagedMemoryTest {
    @Property(tries = 40)
    void aFileCutOrChangedAnywhereIsNeverReadAsAnotherRolloutUnderWay(@ForAll @IntRange(min = 0, max = 100) int percent)
            throws IOException {
        Path here = Files.createTempDirectory("memory");
        CourseState state = FileMemoryTest.state("why");
        new FileMemory(here).write(state);
        Path file = here.resolve("m.rollout");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length * percent / 100));

        List<CourseState> read = new FileMemory(here).read();

        assertThat(read).allSatisfy(one -> assertThat(one.stable()).isEqualTo("1"));
        if (read.isEmpty()) {
            assertThat(here.resolve("m.rollout.damaged")).exists();
            assertThat(file).doesNotExist();
        }
    }
}
