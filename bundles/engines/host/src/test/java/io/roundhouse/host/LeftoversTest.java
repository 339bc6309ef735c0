package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.host.Leftovers.Action;
import io.roundhouse.host.LeftoversNote.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeftoversTest {
    private static final Path PROC = Path.of("/proc");
    private static final LeftoversNote NOTE =
            new LeftoversNote("boot-1", new Started(100, 5_000), new Started(50, 4_000));

    @ParameterizedTest
    @CsvSource({
        "boot-1, 5000,    , KILL", // the server is gone
        "boot-1, 5000, 9000, KILL", // and its pid is another's
        "boot-1, 5000, 4000, LEAVE", // the server lives
        "boot-1,     ,    , FORGET",
        "boot-1, 7000,    , FORGET", // the pid is another's
        "boot-2, 5000,    , FORGET", // the machine was started again
        "boot-2, 5000, 4000, FORGET",
    })
    void killsOnlyTheProcessThatWasNoted(String boot, Long childTicks, Long parentTicks, Action action) {
        Map<Long, OptionalLong> ticks = Map.of(
                100L, childTicks == null ? OptionalLong.empty() : OptionalLong.of(childTicks),
                50L, parentTicks == null ? OptionalLong.empty() : OptionalLong.of(parentTicks));

        assertThat(Leftovers.decide(Optional.of(NOTE), boot, ticks::get)).isEqualTo(action);
    }

    @Test
    void forgetsWhatIsNoNote() {
        assertThat(Leftovers.decide(Optional.empty(), "boot-1", pid -> OptionalLong.of(5_000)))
                .isEqualTo(Action.FORGET);
    }

    @Test
    void readsWhatItWrites() {
        assertThat(NOTE.line()).isEqualTo("roundhouse-host 1 boot-1 100 5000 50 4000\n");
        assertThat(LeftoversNote.parse(NOTE.line())).contains(NOTE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "100",
                "roundhouse-host 1 boot-1 100 5000 50 4000",
                "roundhouse-host 1 boot-1 100 5000 50\n",
                "roundhouse-host 2 boot-1 100 5000 50 4000\n",
                "roundhouse-host 1 boot-1 -1 5000 50 4000\n",
                "roundhouse-host 1 boot-1 9999999999999999999 5000 50 4000\n",
                "roundhouse-host 1 boot-1 100 5000 50 4000\nroundhouse-host"
            })
    void readsNothingElse(String text) {
        assertThat(LeftoversNote.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "a b", ") S 1 2", "(x) (y)"})
    void findsTheTicksWhateverTheName(String name, @TempDir Path proc) throws IOException {
        Path process = Files.createDirectories(proc.resolve("77"));
        Files.writeString(
                process.resolve("stat"),
                "77 (" + name
                        + ") S 1 77 77 0 -1 4194304 100 0 0 0 1 2 0 0 20 0 1 0 123456 1000 50 18446744073709551615");

        assertThat(new LeftoversProc(proc).startTicks(77)).hasValue(123_456);
        assertThat(new LeftoversProc(proc).startTicks(78)).isEmpty();
        assertThat(new LeftoversProc(proc).boot()).isEqualTo("unknown");
    }

    @Test
    void sparesAHostWhoseServerLives() throws Exception {
        LeftoversProc reader = new LeftoversProc(PROC);
        Process host = new ProcessBuilder("sleep", "60").start();
        try {
            Optional<LeftoversNote> note = reader.note(host.pid());

            assertThat(note).isPresent();
            assertThat(reader.sweep(note, Instant.now())).isEqualTo(Action.LEAVE);
            assertThat(host.isAlive()).isTrue();
        } finally {
            host.destroyForcibly();
        }
    }

    @Test
    void endsAHostWhoseServerIsGone() throws Exception {
        LeftoversProc reader = new LeftoversProc(PROC);
        Process host = new ProcessBuilder("sleep", "60").start();
        try {
            Optional<LeftoversNote> note = reader.note(host.pid()).map(LeftoversTest::orphaned);

            assertThat(reader.sweep(note, Instant.now())).isEqualTo(Action.KILL);
            assertThat(host.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(reader.sweep(note, Instant.now())).isEqualTo(Action.FORGET);
        } finally {
            host.destroyForcibly();
        }
    }

    @Test
    void sparesAnotherProcessOfThatPid() throws Exception {
        LeftoversProc reader = new LeftoversProc(PROC);
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            LeftoversNote note = orphaned(reader.note(other.pid()).orElseThrow());
            LeftoversNote earlier = new LeftoversNote(
                    note.boot(), new Started(note.child().pid(), note.child().ticks() - 1), note.parent());

            assertThat(reader.sweep(Optional.of(earlier), Instant.now())).isEqualTo(Action.FORGET);
            assertThat(reader.sweep(Optional.of(note), Instant.now().minusSeconds(60)))
                    .isEqualTo(Action.FORGET); // noted before it was started
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    private static LeftoversNote orphaned(LeftoversNote note) {
        Started parent = note.parent();
        return new LeftoversNote(note.boot(), note.child(), new Started(parent.pid(), parent.ticks() + 1));
    }
}
