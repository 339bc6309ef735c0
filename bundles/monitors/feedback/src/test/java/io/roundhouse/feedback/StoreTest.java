package io.roundhouse.feedback;

import static io.roundhouse.feedback.TestDesk.STABLE;
import static io.roundhouse.feedback.TestDesk.label;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.server.control.Feedback.Item;
import io.roundhouse.server.control.Feedback.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What survives, and what never stops the server. */
class StoreTest {
    private final Path directory;
    private final TestDesk test;

    StoreTest(@TempDir Path directory) {
        this.directory = directory;
        this.test = new TestDesk(directory.resolve("first")).taking("output", "p", "predictions_max", "1600");
    }

    @AfterEach
    void close() {
        test.desk.close();
    }

    private Path file() {
        return test.directory.resolve("feedback.mv");
    }

    /** The file as a killed process leaves it, opened by another. */
    private TestDesk killed() throws IOException {
        Path other = Files.createDirectories(directory.resolve("second"));
        Files.copy(file(), other.resolve("feedback.mv"), StandardCopyOption.REPLACE_EXISTING);
        return new TestDesk(other).binary();
    }

    @Test
    void anOrderlyStopLosesNothing() {
        test.answered(STABLE, "a", 0.8);
        test.take(label("a", "1"));
        test.answered(STABLE, "b", 0.8);

        test.restart();
        test.binary();

        Receipt receipt = test.take(label("a", "1"), label("b", "0"));
        assertThat(receipt.duplicate()).isEqualTo(1);
        assertThat(receipt.joined()).isEqualTo(1);
        assertThat(test.arm(STABLE).predictions()).isEqualTo(2);
        assertThat(test.arm(STABLE).accuracy()).isEqualTo(0.5);
        assertThat(test.arm(STABLE).auc()).isEqualTo(0.5);
        assertThat(test.report().counts()).containsEntry("joined", 2L).containsEntry("duplicate", 1L);
    }

    @Test
    void aSuddenEndLosesNothingThatWasAnswered() throws IOException {
        test.answered(STABLE, "a", 0.8);
        test.take(label("a", "1"));

        TestDesk after = killed();

        assertThat(after.take(label("a", "1")).duplicate()).isEqualTo(1);
        assertThat(after.arm(STABLE).labelled()).isEqualTo(1);
        after.desk.close();
    }

    @Test
    void predictionsAreWrittenWithinHalfASecond() throws IOException {
        test.desk.pass();
        test.answered(STABLE, "a", 0.8);
        test.desk.pass();
        test.advance(Duration.ofNanos(FeedbackDesk.COMMIT_NANOS));

        TestDesk after = killed();

        assertThat(after.take(label("a", "1")).joined()).isEqualTo(1);
        after.desk.close();
    }

    @Test
    void aModelThatIsNotTakenAnyMoreIsStillThereAfterARestart() {
        test.answered(STABLE, "a", 0.8);
        test.desk.pass();

        test.restart();
        test.desk.pass();

        assertThat(test.report().isTaken()).isFalse();
        assertThat(test.report().kept()).isEqualTo(1);
    }

    @Test
    void aFileThatIsBrokenIsSetAside() throws IOException {
        test.answered(STABLE, "a", 0.8);
        test.take(label("a", "1"));
        test.desk.close();
        byte[] noise = new byte[40_000];
        new java.util.Random(7).nextBytes(noise);
        Files.write(file(), noise);

        test.restart();
        test.binary();
        test.answered(STABLE, "b", 0.8);

        assertThat(test.take(label("b", "1")).joined()).isEqualTo(1);
        assertThat(test.directory.resolve("feedback.mv.broken")).hasBinaryContent(noise);
    }

    @Test
    void aFileThatIsCutOffNeverStopsTheServer() throws IOException {
        for (int i = 0; i < 500; i++) {
            test.answered(STABLE, "id" + i, 0.8);
            test.take(label("id" + i, "1"));
        }
        test.desk.close();
        byte[] whole = Files.readAllBytes(file());
        for (int percent : new int[] {0, 1, 20, 50, 99}) {
            Path other = Files.createDirectories(directory.resolve("cut" + percent));
            Files.write(other.resolve("feedback.mv"), java.util.Arrays.copyOf(whole, (int)
                    (whole.length * (long) percent / 100)));

            TestDesk after = new TestDesk(other).binary();
            after.answered(STABLE, "new", 0.8);

            assertThat(after.take(label("new", "1")).joined())
                    .as("%s %%", percent)
                    .isEqualTo(1);
            after.desk.close();
        }
    }

    @Test
    void whileNothingCanBeWrittenFeedbackIsRefusedAndPredictionsAreCounted() throws IOException {
        Path blocked = Files.writeString(directory.resolve("blocked"), "a file where a folder should be");
        TestDesk none = new TestDesk(blocked).binary();
        none.answered(STABLE, "a", 0.8);

        assertThatThrownBy(() -> none.take(label("a", "1")))
                .hasMessageContaining("feedback cannot be taken now: its file cannot be read or written");
        assertThat(none.report().note()).contains("is the disk full?");

        Files.delete(blocked);
        none.advance(Duration.ofNanos(FeedbackDesk.UPKEEP_NANOS));
        none.answered(STABLE, "b", 0.8);
        assertThat(none.take(label("a", "1"), label("b", "1")).joined()).isEqualTo(1);
        assertThat(none.report().counts()).containsEntry("dropped", 1L);
        none.desk.close();
    }

    @Test
    void aStoreThatFailsInTheMiddleIsOpenedAgainAtItsLastCommit() {
        test.answered(STABLE, "a", 0.8);
        test.take(label("a", "1"));
        test.storage.fail(new IllegalStateException("no space left on device"));
        test.answered(STABLE, "b", 0.8);

        assertThatThrownBy(() -> test.take(label("b", "1"))).hasMessageContaining("feedback cannot be taken now");
        assertThat(test.told).hasSize(1);

        test.advance(Duration.ofNanos(FeedbackDesk.UPKEEP_NANOS));
        Receipt receipt = test.take(label("a", "1"), label("b", "1"));
        assertThat(receipt.duplicate()).isEqualTo(1);
        assertThat(receipt.unknown()).isEqualTo(1);
        assertThat(test.arm(STABLE).labelled()).isEqualTo(1);
    }

    @Test
    void theOldestMakeRoomAndAreLate() {
        for (int i = 0; i < 5_000; i++) {
            test.answered(STABLE, "id" + i, 0.8);
        }
        test.desk.pass();

        assertThat(test.report().kept()).isBetween(1_500L, 1_600L);
        Item[] all = new Item[5_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = label("id" + i, "1");
        }
        Receipt receipt = test.take(all);
        assertThat(receipt.joined()).isEqualTo((int) test.report().kept());
        assertThat(receipt.late()).as("as many again are remembered").isBetween(1_500, 1_700);
        assertThat(receipt.joined() + receipt.late() + receipt.unknown()).isEqualTo(5_000);
    }

    @Test
    void theFileStaysBoundedHoweverMuchPassesThrough() throws IOException {
        long largest = 0;
        for (int round = 0; round < 60; round++) {
            for (int i = 0; i < 1_000; i++) {
                test.answered(STABLE, "request-" + round + "-" + i, 0.8);
            }
            test.advance(Duration.ofSeconds(11));
            largest = Math.max(largest, Files.size(file()));
        }

        assertThat(largest).isLessThan(16L << 20);
    }
}
