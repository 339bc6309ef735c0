package io.roundhouse.host;

import io.roundhouse.host.CrashJournalFile.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Says after the death of the server which models it was running: for models that run in the server itself, where a crash of
 * native code leaves nobody to ask.
 *
 * <pre>
 *  int call = journal.begin(model, fingerprint, sketch);   // some tens of nanoseconds, no call of the system
 *  try { native code } finally { journal.end(call); }
 * </pre>
 *
 * <p>A call takes one of 64 lanes, which has two slots used in turn: a new call is written into the older one, and is the lane's
 * word when its checksum and then its mark are there; until then the finished call before it is. On start what was running
 * becomes a verdict, which stays in the file until it is {@linkplain #forgive forgiven} or too old: a server that dies once more
 * before it has told anybody knows it still.
 *
 * <p>A verdict is a suspicion: {@code kill -9} leaves whatever ran by chance. So it says how many calls ran ({@link
 * Verdict#together}); the only one of a death is the one to refuse, several are to be run in a process of their own.
 *
 * <p>Sources: the two alternating slots are those of double-write and of dual boot records; the idea to note the operation before
 * it that may kill is the "crash-only" restart of Candea and Fox (HotOS 2003).
 */
final class CrashJournal implements AutoCloseable {
    /** What {@link #begin} returns when all lanes are taken: the call is not noted. */
    static final int NOT_NOTED = -1;

    /** In place of a request: the model was being loaded. */
    static final Fingerprint LOADING = new Fingerprint(0, 0);

    private static final Duration KEPT = Duration.ofDays(7);

    /** A model, by the first half of its digest. */
    record Model(long high, long low) {
        /** Of a SHA-256, in hexadecimal. */
        static Model of(String digest) {
            return new Model(Long.parseUnsignedLong(digest, 0, 16, 16), Long.parseUnsignedLong(digest, 16, 32, 16));
        }
    }

    /**
     * What ran when a server died.
     *
     * @param request {@link #LOADING} for none
     * @param together how many calls ran in it then, this one too
     * @param found when the next server found it
     */
    record Verdict(Model model, Fingerprint request, long sketch, long together, Instant found) {
        boolean loading() {
            return request.equals(LOADING);
        }

        /** Nothing else ran. */
        boolean alone() {
            return together == 1;
        }
    }

    private final CrashJournalFile file;
    private final InstantSource clock;
    private final AtomicIntegerArray taken = new AtomicIntegerArray(CrashJournalFile.LANES);
    private final long[] generations = new long[CrashJournalFile.LANES]; // each belongs to who has its lane
    private final LongAdder notNoted = new LongAdder();

    private CrashJournal(CrashJournalFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Opens the journal of an earlier server, or makes one. Its folder is the server's own.
     *
     * @throws IOException it cannot be made, or another process has it
     */
    static CrashJournal open(Path path, InstantSource clock) throws IOException {
        CrashJournal journal = new CrashJournal(CrashJournalFile.open(path), clock);
        journal.judge();
        return journal;
    }

    /** Notes a call that is about to be made, on the thread that makes it; {@link #end} takes what this returns. */
    int begin(Model model, Fingerprint request, long sketch) {
        int first = (int) Thread.currentThread().getId();
        for (int i = 0; i < CrashJournalFile.LANES; i++) {
            int lane = (first + i) & (CrashJournalFile.LANES - 1);
            if (taken.get(lane) == 0 && taken.compareAndSet(lane, 0, 1)) {
                long generation = ++generations[lane];
                int slot = slot(lane, generation);
                file.write(slot, generation, model.high(), model.low(), request.high(), request.low(), sketch);
                file.mark(slot, generation);
                return lane;
            }
        }
        notNoted.increment();
        return NOT_NOTED;
    }

    /** The call returned, however. */
    void end(int lane) {
        if (lane != NOT_NOTED) {
            file.mark(slot(lane, generations[lane]), 0);
            taken.set(lane, 0);
        }
    }

    /** What ran when servers died, the latest first. */
    synchronized List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        Instant oldest = clock.instant().minus(KEPT);
        for (int i = 0; i < CrashJournalFile.VERDICTS; i++) {
            Verdict verdict = verdict(i);
            if (verdict != null && verdict.found().isAfter(oldest)) {
                verdicts.add(verdict);
            }
        }
        verdicts.sort(Comparator.comparing(Verdict::found).reversed());
        return verdicts;
    }

    /** Forgets what is known against a model: a person says so, or it has proven itself in a process of its own. */
    synchronized void forgive(Model model) {
        for (int i = 0; i < CrashJournalFile.VERDICTS; i++) {
            Verdict verdict = verdict(i);
            if (verdict != null && verdict.model().equals(model)) {
                file.mark(CrashJournalFile.LANE_SLOTS + i, 0);
            }
        }
    }

    /** Calls for which there was no lane. */
    long notNoted() {
        return notNoted.sum();
    }

    /** What the last server left running becomes verdicts first, and is cleared then: dying here loses nothing. */
    private void judge() {
        List<Entry> running = new ArrayList<>();
        for (int lane = 0; lane < CrashJournalFile.LANES; lane++) {
            Entry last = last(lane);
            if (last != null) {
                generations[lane] = last.generation();
                if (last.mark() == last.generation()) {
                    running.add(last);
                }
            }
        }
        for (Entry entry : running) {
            Model model = new Model(entry.modelHigh(), entry.modelLow());
            note(new Verdict(
                    model,
                    new Fingerprint(entry.high(), entry.low()),
                    entry.sketch(),
                    running.size(),
                    clock.instant()));
        }
        for (int slot = 0; slot < CrashJournalFile.LANE_SLOTS; slot++) {
            file.mark(slot, 0);
        }
    }

    private @Nullable Entry last(int lane) {
        Entry even = file.read(2 * lane);
        Entry odd = file.read(2 * lane + 1);
        if (even == null || odd == null) {
            return even == null ? odd : even;
        }
        return even.generation() > odd.generation() ? even : odd;
    }

    /** In the place of the same one, of none, or of the oldest. */
    private void note(Verdict verdict) {
        int place = 0;
        Instant oldest = Instant.MAX;
        for (int i = 0; i < CrashJournalFile.VERDICTS; i++) {
            Verdict there = verdict(i);
            if (there != null
                    && there.model().equals(verdict.model())
                    && there.request().equals(verdict.request())) {
                place = i;
                break;
            }
            Instant found = there == null ? Instant.MIN : there.found();
            if (found.isBefore(oldest)) {
                oldest = found;
                place = i;
            }
        }
        int slot = CrashJournalFile.LANE_SLOTS + place;
        Model model = verdict.model();
        Fingerprint request = verdict.request();
        file.mark(slot, 0);
        file.write(
                slot, verdict.together(), model.high(), model.low(), request.high(), request.low(), verdict.sketch());
        file.mark(slot, verdict.found().toEpochMilli());
    }

    private @Nullable Verdict verdict(int index) {
        Entry entry = file.read(CrashJournalFile.LANE_SLOTS + index);
        if (entry == null || entry.mark() == 0) {
            return null;
        }
        return new Verdict(
                new Model(entry.modelHigh(), entry.modelLow()),
                new Fingerprint(entry.high(), entry.low()),
                entry.sketch(),
                entry.generation(),
                Instant.ofEpochMilli(entry.mark()));
    }

    private static int slot(int lane, long generation) {
        return 2 * lane + (int) (generation & 1);
    }

    /** After the last call ended. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
