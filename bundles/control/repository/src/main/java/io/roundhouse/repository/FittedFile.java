package io.roundhouse.repository;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Fitted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code fitted.yaml} in a version's folder: what the version's steps learnt. */
final class FittedFile {
    static final String NAME = "fitted.yaml";

    /** A vocabulary of fifty thousand words; while it is read it takes some forty times as much. */
    static final YamlLimits LIMITS = new YamlLimits(4 * 1024 * 1024, 200_000);

    /** A hidden name: nobody takes it for a part of the model. */
    private static final String UNFINISHED = ".fitted.yaml.tmp";

    private static final String COMMENT = "# Written by roundhouse fit; what the steps of this version learnt.\n";
    private static final String AFTER = "after";
    private static final String MODEL = "model";
    private static final String CHAIN = "[0-9a-f]{12}";
    private static final String SHA256 = "[0-9a-f]{64}";

    private FittedFile() {}

    /**
     * Reads it, where there is one.
     *
     * @param place of the folder, as a message shows it
     * @throws InferenceException {@code INVALID_CONFIGURATION}
     */
    static Optional<Fitted> read(String place, Path versionFolder) throws IOException {
        Path file = versionFolder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String name = place + "/" + NAME;
        LIMITS.checkSize(name, Files.size(file));
        Settings yaml = YamlReader.read(name, Files.readAllBytes(file), Set.of(), LIMITS);
        yaml.allow("chain", "data", "steps", AFTER);
        Optional<Fitted.After> after = Optional.empty();
        if (yaml.has(AFTER)) {
            Settings section = yaml.section(AFTER).allow("chain", MODEL, "data", "steps");
            boolean ofThisModel = hash(section, MODEL, SHA256).equals(modelHash(versionFolder));
            after = Optional.of(new Fitted.After(
                    hash(section, "chain", CHAIN), ofThisModel, data(section), rows(section), steps(section)));
        }
        return Optional.of(new Fitted(hash(yaml, "chain", CHAIN), data(yaml), rows(yaml), steps(yaml), after));
    }

    /** Of all files of the version but this one. */
    private static String modelHash(Path versionFolder) throws IOException {
        List<String> files = FolderScan.scan(versionFolder).stream()
                .filter(entry -> entry.isContent() && !entry.path().equals(NAME))
                .map(Entry::path)
                .toList();
        return VersionStore.digest(versionFolder, files);
    }

    private static String data(Settings section) {
        return hash(section.section("data").allow("sha256", "rows"), "sha256", SHA256);
    }

    private static long rows(Settings section) {
        Settings data = section.section("data");
        data.text("rows");
        return data.integer("rows", 0, 0, Long.MAX_VALUE);
    }

    private static List<Fitted.Step> steps(Settings yaml) {
        List<Fitted.Step> steps = new ArrayList<>();
        for (Settings step : yaml.sections("steps")) {
            step.allow("index", "step", "version", "settings").text("index");
            int first = steps.isEmpty() ? 0 : steps.get(steps.size() - 1).index() + 1;
            int index = (int) step.integer("index", 0, first, ModelYaml.STEPS_MAX - 1);
            steps.add(new Fitted.Step(index, step.text("step"), step.text("version"), step.section("settings")));
        }
        return steps;
    }

    private static String hash(Settings section, String key, String pattern) {
        String text = section.text(key);
        if (!text.matches(pattern)) {
            throw section.invalid(key, "must be " + pattern + ", was '" + Sentences.printable(text) + "'", null);
        }
        return text;
    }

    /** Writes it whole or not at all, into a folder that it makes where there is none. */
    static void write(Path versionFolder, Fitted fitted) {
        Path unfinished = versionFolder.resolve(UNFINISHED);
        try {
            Files.createDirectories(versionFolder);
            String text = YamlWriter.write(settings(versionFolder, fitted));
            byte[] content = (COMMENT + text).getBytes(StandardCharsets.UTF_8);
            YamlReader.read(NAME, content, Set.of(), LIMITS); // what is written can be read
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(unfinished, versionFolder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    NAME + " cannot be written into the folder of version '" + versionFolder.getFileName() + "': "
                            + Sentences.of(e, versionFolder) + "; look at its owner and at the room on the disk",
                    e);
        }
    }

    private static Settings settings(Path versionFolder, Fitted fitted) throws IOException {
        Settings.Builder all = Settings.builder(NAME).put("chain", fitted.chain(), NAME);
        all.put("data", data(fitted.data(), fitted.rows())).putSections("steps", steps(fitted.steps()), NAME);
        if (fitted.after().isPresent()) {
            Fitted.After after = fitted.after().get();
            all.put(
                    AFTER,
                    Settings.builder(NAME)
                            .put("chain", after.chain(), NAME)
                            .put(MODEL, modelHash(versionFolder), NAME)
                            .put("data", data(after.data(), after.rows()))
                            .putSections("steps", steps(after.steps()), NAME)
                            .build());
        }
        return all.build();
    }

    private static Settings data(String sha256, long rows) {
        return Settings.builder(NAME)
                .put("sha256", sha256, NAME)
                .put("rows", Long.toString(rows), NAME)
                .build();
    }

    private static List<Settings> steps(List<Fitted.Step> fitted) {
        List<Settings> steps = new ArrayList<>();
        for (Fitted.Step step : fitted) {
            steps.add(Settings.builder(NAME)
                    .put("index", Integer.toString(step.index()), NAME)
                    .put("step", step.step(), NAME)
                    .put("version", step.version(), NAME)
                    .put("settings", step.settings())
                    .build());
        }
        return steps;
    }
}
