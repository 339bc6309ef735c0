package io.roundhouse.host;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.host.Message.Failed;
import io.roundhouse.host.Message.Hello;
import io.roundhouse.host.Message.Load;
import io.roundhouse.host.Message.Loaded;
import io.roundhouse.host.Message.Slots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The start of a child, from nothing to a loaded model; when it fails, to nothing again. One use, one thread. */
final class Launch {
    private static final Logger LOG = LoggerFactory.getLogger(Launch.class);

    private final Recipe recipe;
    private final Load load;
    private final String what;
    private final Progress progress;

    private @Nullable Path run;
    private @Nullable Path work;
    private @Nullable Process process;
    private @Nullable Tail tail;
    private @Nullable SlotFile file;
    private final List<Line> lines = new ArrayList<>();

    /** Who wants to know how far it is; called by the thread that starts. */
    interface Progress {
        /** The process is there. */
        void started(Process process);

        /** It is connected. */
        void connected();
    }

    /** @param what is loaded and on what, for sentences */
    Launch(Recipe recipe, Load load, String what, Progress progress) {
        this.progress = progress;
        this.recipe = recipe;
        this.load = load;
        this.what = what;
    }

    /**
     * Starts it; blocks until it is ready.
     *
     * @throws InferenceException the engine's own refusal, or {@code LOAD_FAILED}
     */
    Child start() {
        boolean done = false;
        try {
            Child child = open();
            done = true;
            return child;
        } catch (IOException e) {
            throw new InferenceException(ErrorCode.LOAD_FAILED, sentence(e), e);
        } finally {
            if (run != null) {
                Folders.deleteQuietly(run); // both sides have opened what was in it
            }
            if (!done) {
                undo();
            }
        }
    }

    private Child open() throws IOException {
        HostSettings settings = recipe.settings();
        run = RunFolder.create(recipe.runs());
        work = RunFolder.create(recipe.works());
        String token = RunFolder.secret();
        try (Doorway door = Doorway.open(run, token)) {
            process = CommandLine.of(recipe, work, archive()).start();
            progress.started(process);
            tail = Tail.of(process, what);
            new Orders(token, run, work, settings.oomScore(), recipe.basis(), recipe.bundle())
                    .write(process.getOutputStream());
            Line control = accept(door, Hello.CONTROL, settings.start());
            progress.connected();
            Messages.send(control, load, end(settings.start()));
            Loaded loaded = loaded(Messages.receive(control, end(settings.load())));
            List<Lane> lanes = lanes(door, control, loaded.instances());
            return new Child(what, process, tail, control, lanes, loaded, file, work, settings);
        }
    }

    private List<String> archive() {
        Path archive = recipe.archive();
        return Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
    }

    private Line accept(Doorway door, int lane, Duration limit) throws IOException {
        if (process == null) {
            throw new IllegalStateException("there is no process yet");
        }
        Line line = door.accept(process.pid(), process::isAlive, lane, end(limit));
        lines.add(line);
        return line;
    }

    private static Loaded loaded(Message answer) throws WireException {
        if (answer instanceof Failed failed) {
            throw new InferenceException(failed.code(), failed.sentence());
        }
        if (answer instanceof Loaded loaded) {
            return loaded;
        }
        throw new WireException("it said neither that the model is loaded nor that it is not");
    }

    private List<Lane> lanes(Doorway door, Line control, int count) throws IOException {
        HostSettings settings = recipe.settings();
        if (settings.slotBytes() > 0 && run != null) {
            file = SlotFile.create(run.resolve(Orders.SLOTS), count, settings.slotBytes());
        }
        Messages.send(control, new Slots(count, settings.slotBytes()), end(settings.start()));
        List<Lane> lanes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            SlotFile.Slot slot = file == null ? SlotFile.Slot.NONE : file.slot(i);
            lanes.add(new Lane(accept(door, i, settings.start()), slot, settings));
        }
        return lanes;
    }

    private static long end(Duration limit) {
        return System.nanoTime() + limit.toNanos();
    }

    private String sentence(IOException e) {
        String prefix = "the process for " + what;
        if (process == null || tail == null) {
            return prefix + " could not be started: " + e.getMessage();
        }
        if (e instanceof LateException) {
            return prefix + " was not ready in time";
        }
        if (e instanceof WireException) {
            return prefix + " said what makes no sense: " + e.getMessage();
        }
        return prefix + " " + Ending.of(process, tail, 1_000) + " before the model was loaded";
    }

    private void undo() {
        Remains.clear(what, process, tail, lines, file, work);
        if (tail != null && !tail.text().isEmpty()) {
            LOG.warn("engine process did not load what=\"{}\" printed=\"{}\"", what, tail.text());
        }
    }
}
