package io.roundhouse.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of a bare child in the form in which a JVM maps them (class data sharing): a child rehearses its start once, in the
 * background, and writes them when it ends. Others start without until it is there; a JVM that it does not fit ignores it.
 */
final class Archive {
    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
    private static final long LIMIT_SECONDS = 60;

    private final Path folder;
    private @Nullable Thread maker; // under this
    private @Nullable Process process; // under this
    private boolean stopped; // under this

    /** @param folder a folder that is there */
    Archive(Path folder) {
        this.folder = folder;
    }

    Path file(Recipe recipe) {
        int what = Objects.hash(
                recipe.classPath(), recipe.basis(), recipe.settings().java());
        return folder.resolve(Integer.toHexString(what) + ".jsa");
    }

    /** Begins to make it, unless it is there or another is being made; the next who asks tries again. */
    synchronized void prepare(Recipe recipe) {
        if (stopped || Files.exists(file(recipe)) || (maker != null && maker.isAlive())) {
            return;
        }
        maker = new Thread(() -> make(recipe), "roundhouse-host-archive");
        maker.setDaemon(true);
        maker.start();
    }

    void make(Recipe recipe) {
        Path file = file(recipe);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Path work = RunFolder.create(recipe.works());
            try {
                int status = rehearse(recipe, work, part);
                if (status == 0 && Files.exists(part)) {
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                } else {
                    LOG.debug("a rehearsal ended with status {}", status);
                }
            } finally {
                Folders.deleteQuietly(work);
            }
        } catch (IOException e) {
            LOG.debug("a rehearsal could not be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int rehearse(Recipe recipe, Path work, Path part) throws IOException, InterruptedException {
        Process started = CommandLine.of(recipe, work, List.of("-XX:ArchiveClassesAtExit=" + part))
                .start();
        synchronized (this) {
            process = started;
            if (stopped) {
                started.destroyForcibly();
            }
        }
        Tail tail = Tail.of(started, "rehearsal");
        try {
            new Orders("", work, work, recipe.settings().oomScore(), recipe.basis(), Orders.NO_ENGINE)
                    .write(started.getOutputStream());
            return started.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) ? started.exitValue() : -1;
        } finally {
            Remains.clear("rehearsal", started, tail, List.of(), null, null);
        }
    }

    /** Ends what is under way. */
    void stop() throws InterruptedException {
        Thread last;
        synchronized (this) {
            stopped = true;
            last = maker;
            if (process != null) {
                process.destroyForcibly();
            }
        }
        if (last != null) {
            last.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        }
    }
}
