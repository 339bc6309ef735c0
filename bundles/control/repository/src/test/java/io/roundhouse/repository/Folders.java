package io.roundhouse.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A folder of models with a clock of its own, for tests. */
final class Folders {
    static final Duration SETTLE = Duration.ofSeconds(1);

    final Path root;
    final Path models;
    final Path store;
    final FakeLifecycle lifecycle = new FakeLifecycle();
    final ModelFolders folders;
    final Operations operations;

    /** Nanoseconds; asking for it lets 50 milliseconds pass, so that waits end. */
    long now;

    /** Nothing in a test was written long ago, unless the test says that it is late. */
    long wallMillis;

    Folders(Path root) {
        this.root = root;
        this.models = mkdir(root.resolve("models"));
        this.store = root.resolve("store");
        RepositorySettings settings = new RepositorySettings(models, store, Duration.ofMillis(10), SETTLE);
        this.folders = new ModelFolders(settings, lifecycle, lifecycle, this::tick, () -> wallMillis);
        this.operations = new Operations(folders, lifecycle, lifecycle, this::tick);
    }

    private long tick() {
        now += TimeUnit.MILLISECONDS.toNanos(50);
        return now;
    }

    /** Looks, lets the settling time pass, looks again. */
    void settle() {
        folders.look();
        now += SETTLE.toNanos();
        folders.look();
        now += SETTLE.toNanos();
        folders.look();
    }

    void write(String path, String content) {
        try {
            Path file = models.resolve(path);
            mkdir(file.resolve("..").normalize());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String path) {
        try {
            Files.delete(models.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path mkdir(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
