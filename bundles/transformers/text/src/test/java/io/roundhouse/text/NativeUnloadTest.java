package io.roundhouse.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.StringTokenizer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** A class loader of its own stands for a bundle revision. All calls come from this thread, which outlives them. */
class NativeUnloadTest {
    private static final int LOOKS = 200; // each asks for a collection; a few are enough

    private final Path directory;

    NativeUnloadTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void leavesTheProcessWithItsBundle() throws Exception {
        Properties before = (Properties) System.getProperties().clone();

        for (int cycle = 0; cycle < 3; cycle++) {
            WeakReference<ClassLoader> gone = useOnce();
            assertThat(copiesMapped()).isEqualTo(1);
            assertGone(gone, 0);
        }

        assertThat(System.getProperties()).isEqualTo(before);
        assertThat(dataArea()).isEmptyDirectory();
    }

    @Test
    void standsBesideAnotherRevisionAndOutlivesIt() throws Exception {
        try (URLClassLoader stays = revision();
                Transformer step = tokenizer(stays, Vocabularies.WORDS)) {
            assertThat(copiesMapped()).isEqualTo(1);

            WeakReference<ClassLoader> gone = useOnce();

            assertGone(gone, 1);
            assertThat(Texts.longs(step.apply(Texts.column("one two")), "input_ids"))
                    .containsExactly(5, 6);
        }
    }

    private WeakReference<ClassLoader> useOnce() throws Exception {
        try (URLClassLoader revision = revision()) {
            Path miniLm = Texts.miniLm(Files.createDirectories(directory.resolve("minilm")));
            List<String> vocabularies = List.of(
                    Files.readString(miniLm.resolve("tokenizer.json")),
                    Vocabularies.WORDS,
                    Vocabularies.PAIRS,
                    Vocabularies.UNIGRAM);
            List<Transformer> steps = new ArrayList<>();
            for (String vocabulary : vocabularies) {
                steps.add(tokenizer(revision, vocabulary));
            }
            for (Transformer step : steps) {
                Tensors made = step.apply(Texts.column("ab", "a b ab ", "one two ".repeat(2_000), "ba".repeat(2_000)));
                assertThat(made.get("input_ids").shape().rows()).isEqualTo(4);
                step.close();
            }
            return new WeakReference<>(revision);
        }
    }

    private Transformer tokenizer(ClassLoader revision, String vocabulary) throws Exception {
        Path model = Files.createTempDirectory(directory, "model");
        Files.writeString(model.resolve("tokenizer.json"), vocabulary);
        TransformerFactory factory = (TransformerFactory) revision.loadClass(TokenizerComponent.class.getName())
                .getConstructor(BundleContext.class)
                .newInstance(Texts.bundle(dataArea()));
        Settings settings = Settings.builder("model.yaml:1:1")
                .put("length_max", "64", "model.yaml:2:1")
                .build();
        return factory.create(new ModelArtifact(new ModelId("m", "1"), model, ""), settings);
    }

    private Path dataArea() throws IOException {
        return Files.createDirectories(directory.resolve("data"));
    }

    /** The bundle's own classes from a loader of their own, all others from the test's. */
    private static URLClassLoader revision() throws IOException {
        StringTokenizer entries = new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
        List<URL> path = new ArrayList<>();
        while (entries.hasMoreTokens()) {
            path.add(Path.of(entries.nextToken()).toUri().toURL());
        }
        return new URLClassLoader(path.toArray(new URL[0]), NativeUnloadTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (!name.startsWith("io.roundhouse.text.") && !name.startsWith("ai.djl.")) {
                    return super.loadClass(name, resolve);
                }
                synchronized (getClassLoadingLock(name)) {
                    Class<?> known = findLoadedClass(name);
                    return known == null ? findClass(name) : known;
                }
            }
        };
    }

    private void assertGone(WeakReference<ClassLoader> loader, long mapped) throws IOException {
        for (int i = 0; i < LOOKS && (loader.get() != null || copiesMapped() > mapped); i++) {
            System.gc();
        }
        assertThat(loader.get()).isNull();
        assertThat(copiesMapped()).isEqualTo(mapped);
    }

    /** Of this test: each has a directory of its own. */
    private long copiesMapped() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains(directory + "/data/libtokenizers-"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .count();
        }
    }
}
