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
        return Optional.of(fitted(YamlReader.read(name, Files.readAllBytes(file), Set.of(), LIMITS)));
    }

    private static Fitted fitted(Settings yaml) {
        yaml.allow("chain", "data", "steps");
        Settings data = yaml.section("data").allow("sha256", "rows");
        data.text("rows");
        List<Fitted.Step> steps = new ArrayList<>();
        for (Settings step : yaml.sections("steps")) {
            step.allow("index", "step", "version", "settings").text("index");
            int first = steps.isEmpty() ? 0 : steps.get(steps.size() - 1).index() + 1;
            int index = (int) step.integer("index", 0, first, ModelYaml.STEPS_MAX - 1);
            steps.add(new Fitted.Step(index, step.text("step"), step.text("version"), step.section("settings")));
        }
        return new Fitted(
                hash(yaml, "chain", CHAIN),
                hash(data, "sha256", SHA256),
                data.integer("rows", 0, 1, Long.MAX_VALUE),
                steps);
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
        byte[] content = (COMMENT + YamlWriter.write(settings(fitted))).getBytes(StandardCharsets.UTF_8);
        YamlReader.read(NAME, content, Set.of(), LIMITS); // what is written can be read
        Path unfinished = versionFolder.resolve(UNFINISHED);
        try {
            Files.createDirectories(versionFolder);
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

    private static Settings settings(Fitted fitted) {
        List<Settings> steps = new ArrayList<>();
        for (Fitted.Step step : fitted.steps()) {
            steps.add(Settings.builder(NAME)
                    .put("index", Integer.toString(step.index()), NAME)
                    .put("step", step.step(), NAME)
                    .put("version", step.version(), NAME)
                    .put("settings", step.settings())
                    .build());
        }
        Settings data = Settings.builder(NAME)
                .put("sha256", fitted.data(), NAME)
                .put("rows", Long.toString(fitted.rows()), NAME)
                .build();
        return Settings.builder(NAME)
                .put("chain", fitted.chain(), NAME)
                .put("data", data)
                .putSections("steps", steps, NAME)
                .build();
    }
}
