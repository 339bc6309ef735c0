package io.roundhouse.alerts;

import io.roundhouse.server.control.Alerts;
import io.roundhouse.server.control.Metrics.Sample;
import io.roundhouse.server.control.Offline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the {@link Engine} its moments, and what comes of them to those who are told and to what is done. Any thread: one lock
 * around all that changes, snapshots for those who read. Numbers are fetched outside the lock.
 */
final class Watch implements Alerts {
    private static final long BUDGETS_MILLIS = 5 * 60 * 1000L;

    private final RulesFile file;
    private final Memory memory;
    private final Supplier<Optional<List<Sample>>> numbers;
    private final LongSupplier wallMillis;
    private final Doing doing;
    private final Recorder recorder;
    private final Silences silences = new Silences();
    private Engine engine = new Engine(Rulebook.EMPTY);
    private Post post = new Post(Rulebook.EMPTY.telling());
    private @Nullable Remembered before; // what was written down when the server ended
    private boolean remembered;
    private long budgetsWritten;
    private volatile Shown shown = new Shown(List.of(), List.of(), List.of(), List.of());

    /** @param numbers empty while nobody has any: nothing is weighed then, and what fires goes on firing */
    Watch(
            RulesFile file,
            Memory memory,
            Supplier<Optional<List<Sample>>> numbers,
            LongSupplier wallMillis,
            Doing doing) {
        this.file = file;
        this.memory = memory;
        this.numbers = numbers;
        this.wallMillis = wallMillis;
        this.doing = doing;
        this.recorder = new Recorder(numbers);
    }

    /** What those who read are shown. */
    private record Shown(List<Alert> alerts, List<Rule> rules, List<Silence> silences, List<Budget> budgets) {}

    /** One look; called again and again by one thread. */
    void look() {
        Optional<Rulebook> changed = file.changed();
        Optional<List<Sample>> samples = numbers.get();
        synchronized (this) {
            long now = wallMillis.getAsLong();
            changed.ifPresent(book -> use(book, now));
            Remembered past = rememberDrains();
            if (!remembered && file.trouble().isEmpty()) { // rules that are at fault know none of those that fired
                remember(past, now);
            }
            samples.ifPresent(all -> engine.step(now, all));
            silences.forget(now);
            Muting.mute(engine.standings(), silences, engine.book().inhibitions());
            new Acting(doing).act(engine.standings(), this::write, remembered);
            if (remembered) {
                post.step(now, engine.standings()).forEach(doing.tell());
            }
            save(now);
            show();
        }
    }

    private void use(Rulebook book, long now) {
        engine = new Engine(book, engine, now);
        post = new Post(book.telling(), post);
        doing.use().accept(book.telling());
    }

    /** Whatever the rules are: who drained an arm may not be among them any more, and it is drained all the same. */
    private Remembered rememberDrains() {
        Remembered past = before;
        if (past == null) {
            past = memory.state();
            past.drained().forEach(doing.drains()::restore);
            before = past;
        }
        return past;
    }

    private void remember(Remembered past, long now) {
        memory.restoreBudgets(engine, now);
        past.silences().forEach(silences::restore);
        past.firing().forEach(fired -> engine.restore(fired.identity(), fired.sinceMillis(), fired.acted(), now));
        past.told().forEach(post::restore);
        budgetsWritten = now;
        remembered = true;
    }

    private Remembered state() {
        return new Remembered(
                engine.standings().stream()
                        .filter(Standing::isFiring)
                        .map(standing ->
                                new Remembered.Fired(standing.identity(), standing.since(), standing.hasActed()))
                        .toList(),
                silences.all(),
                post.known(),
                doing.drains().all());
    }

    private void write() {
        if (remembered) {
            memory.state(state());
        }
    }

    private void save(long now) {
        write();
        if (remembered && now - budgetsWritten >= BUDGETS_MILLIS) {
            budgetsWritten = now;
            memory.budgets(engine);
        }
    }

    /** At the end, so that nothing of the last minutes is lost. */
    void close() {
        recorder.close();
        synchronized (this) {
            if (remembered) {
                memory.state(state());
                memory.budgets(engine);
            }
        }
    }

    private void show() {
        shown = new Shown(engine.alerts(), engine.rules(), silences.all(), Budget.of(engine));
    }

    /** What came of an action; any thread. */
    synchronized void done(Deed deed, String outcome) {
        engine.standings().stream()
                .filter(standing -> standing.identity().equals(deed.alert()))
                .forEach(standing -> standing.note(deed.action().text() + " " + outcome));
        write();
        show();
    }

    @Override
    public List<Alert> alerts() {
        return shown.alerts();
    }

    @Override
    public List<Rule> rules() {
        return shown.rules();
    }

    List<Budget> budgets() {
        return shown.budgets();
    }

    @Override
    public String trouble() {
        return file.trouble();
    }

    @Override
    public synchronized String silence(Map<String, String> labels, Duration duration, String by, String reason) {
        String id = silences.add(labels, duration, by, reason, wallMillis.getAsLong());
        changedSilences();
        return id;
    }

    @Override
    public synchronized void unsilence(String id) {
        silences.remove(id);
        changedSilences();
    }

    private void changedSilences() {
        Muting.mute(engine.standings(), silences, engine.book().inhibitions());
        write();
        show();
    }

    @Override
    public List<Silence> silences() {
        return shown.silences();
    }

    @Override
    public List<Drained> drained() {
        return doing.drains().all();
    }

    @Override
    public synchronized void resume(String model, String arm) {
        doing.drains().resume(model, arm);
        write();
    }

    @Override
    public Recorded record(Path recording, Duration every, Duration limit, Offline.Watch watch) {
        return recorder.record(recording, every, limit, watch);
    }

    @Override
    public List<Alert> test(Path rules, Path recording) {
        return Replay.run(rules, recording);
    }
}
