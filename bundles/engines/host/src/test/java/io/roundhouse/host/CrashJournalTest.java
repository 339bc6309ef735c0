package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.host.CrashJournal.Model;
import io.roundhouse.host.CrashJournal.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashJournalTest {
    private static final Model MODEL = new Model(2, 3);
    private static final Fingerprint REQUEST = new Fingerprint(4, 5);
    private static final int WORD = Long.BYTES;
    private static final int SLOT = 8 * WORD;

    private final Path folder;

    private Instant now = Instant.parse("2026-11-28T02:00:00Z");

    CrashJournalTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private CrashJournal open() throws IOException {
        return CrashJournal.open(folder.resolve("journal"), () -> now);
    }

    @Test
    void knowsNothingAtFirst() throws IOException {
        try (CrashJournal journal = open()) {
            assertThat(journal.verdicts()).isEmpty();
            assertThat(journal.notNoted()).isZero();
        }
    }

    @Test
    void tellsWhatRanWhenTheServerDied() throws IOException {
        try (CrashJournal journal = open()) {
            journal.end(journal.begin(new Model(9, 9), REQUEST, 1));
            journal.begin(MODEL, REQUEST, 6);
        }

        try (CrashJournal next = open()) {
            assertThat(next.verdicts()).containsExactly(new Verdict(MODEL, REQUEST, 6, 1, now));
            assertThat(next.verdicts().get(0).alone()).isTrue();
            assertThat(next.verdicts().get(0).loading()).isFalse();
        }
    }

    @Test
    void tellsOfNothingThatReturned() throws IOException {
        try (CrashJournal journal = open()) {
            for (int i = 0; i < 1_000; i++) {
                journal.end(journal.begin(MODEL, REQUEST, 6));
            }
        }

        try (CrashJournal next = open()) {
            assertThat(next.verdicts()).isEmpty();
        }
    }

    @Test
    void survivesTheDeathOfTheProcess() throws Exception {
        Path journal = folder.resolve("journal");
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashJournalVictim.class.getName(),
                        journal.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader told = victim.inputReader()) {
            assertThat(told.readLine()).isEqualTo("in the call");
            assertThatThrownBy(this::open).hasMessageContaining("is open in another process");

            victim.destroyForcibly();
            assertThat(victim.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }

        try (CrashJournal next = open()) {
            assertThat(next.verdicts()).containsExactly(new Verdict(MODEL, REQUEST, 6, 1, now));
        }
    }

    @Test
    void keepsAVerdictUntilItIsForgivenOrOld() throws IOException {
        try (CrashJournal journal = open()) {
            journal.begin(MODEL, CrashJournal.LOADING, 0);
        }
        open().close();
        try (CrashJournal journal = open()) {
            assertThat(journal.verdicts()).singleElement().satisfies(verdict -> {
                assertThat(verdict.loading()).isTrue();
                assertThat(verdict.model()).isEqualTo(MODEL);
            });
            now = now.plus(Duration.ofDays(7));
            assertThat(journal.verdicts()).isEmpty();
            now = now.minusMillis(1);
            assertThat(journal.verdicts()).hasSize(1);
            journal.forgive(MODEL);
            assertThat(journal.verdicts()).isEmpty();
        }
        try (CrashJournal journal = open()) {
            assertThat(journal.verdicts()).isEmpty();
        }
    }

    @Test
    void saysHowManyRan() throws IOException {
        try (CrashJournal journal = open()) {
            journal.begin(MODEL, REQUEST, 1);
            journal.begin(MODEL, new Fingerprint(7, 7), 2);
            journal.begin(new Model(8, 8), CrashJournal.LOADING, 0);
        }

        try (CrashJournal next = open()) {
            assertThat(next.verdicts()).hasSize(3).allMatch(verdict -> verdict.together() == 3);
        }
    }

    @Test
    void leavesOutWhatHasNoLane() throws IOException {
        try (CrashJournal journal = open()) {
            List<Integer> lanes = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                lanes.add(journal.begin(MODEL, new Fingerprint(i, i), i));
            }
            assertThat(lanes).doesNotHaveDuplicates().doesNotContain(CrashJournal.NOT_NOTED);

            assertThat(journal.begin(MODEL, REQUEST, 6)).isEqualTo(CrashJournal.NOT_NOTED);
            journal.end(CrashJournal.NOT_NOTED);
            assertThat(journal.notNoted()).isOne();
            journal.end(lanes.get(17));
            assertThat(journal.begin(MODEL, REQUEST, 6)).isEqualTo(lanes.get(17));
        }

        try (CrashJournal next = open()) {
            assertThat(next.verdicts()).hasSize(63); // there is room for so many
        }
    }

    @Test
    void keepsTheNewestVerdicts() throws IOException {
        for (int i = 1; i <= 70; i++) {
            now = now.plusSeconds(60);
            try (CrashJournal journal = open()) {
                journal.begin(new Model(i, i), REQUEST, 6);
            }
        }
        now = now.plusSeconds(60);

        try (CrashJournal journal = open()) {
            assertThat(journal.verdicts()).hasSize(63).first().satisfies(verdict -> assertThat(verdict.model())
                    .isEqualTo(new Model(70, 70)));
        }
    }

    @Test
    void takesNoHalfWrittenSlotForACall() throws IOException {
        Path path = folder.resolve("journal");
        try (CrashJournal journal = open()) {
            journal.end(journal.begin(MODEL, REQUEST, 6));
        }
        byte[] before = Files.readAllBytes(path);
        try (CrashJournal journal = open()) {
            journal.begin(new Model(0x0707070707070707L, 7), new Fingerprint(7, 7), 7);
        }
        byte[] after = Files.readAllBytes(path);
        int slot = firstDifference(before, after) / SLOT * SLOT;

        for (int written = 0; written < 1 << 7; written++) { // any of the words before the mark
            byte[] torn = before.clone();
            for (int word = 0; word < 7; word++) {
                if ((written >> word & 1) == 1) {
                    System.arraycopy(after, slot + word * WORD, torn, slot + word * WORD, WORD);
                }
            }
            Files.write(path, torn);
            try (CrashJournal journal = open()) {
                assertThat(journal.verdicts()).isEmpty();
                journal.end(journal.begin(MODEL, REQUEST, 6));
            }
        }
    }

    @Test
    void readsWhateverTheFileHolds() throws IOException {
        Path path = folder.resolve("journal");
        open().close();
        byte[] well = Files.readAllBytes(path);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 200; i++) {
            byte[] bad = well.clone();
            for (int j = random.nextInt(200); j >= 0; j--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            Files.write(path, i % 10 == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad);

            try (CrashJournal journal = open()) {
                assertThat(journal.verdicts()).isEmpty();
                journal.end(journal.begin(MODEL, REQUEST, 6));
            }
        }
    }

    @Test
    void isForOneServer() throws IOException {
        try (CrashJournal journal = open()) {
            assertThatThrownBy(this::open).hasMessageContaining("is open already in this process");
            assertThat(journal.verdicts()).isEmpty();
        }
    }

    @Test
    void takesManyThreads() throws Exception {
        try (CrashJournal journal = open()) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Model mine = new Model(i, i);
                threads.add(new Thread(() -> {
                    for (int j = 0; j < 20_000; j++) {
                        journal.end(journal.begin(mine, REQUEST, j));
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(journal.notNoted()).isZero();
        }
        try (CrashJournal next = open()) {
            assertThat(next.verdicts()).isEmpty();
        }
    }

    @Test
    void knowsAModelByItsDigest() {
        String digest = "00000000000000ff" + "fffffffffffffffe" + "0".repeat(32);

        assertThat(Model.of(digest)).isEqualTo(new Model(255, -2));
    }

    private static int firstDifference(byte[] a, byte[] b) {
        return ByteBuffer.wrap(a).mismatch(ByteBuffer.wrap(b));
    }
}
