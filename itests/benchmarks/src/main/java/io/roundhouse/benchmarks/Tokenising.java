package io.roundhouse.benchmarks;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.text.TokenizerComponent;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.osgi.framework.BundleContext;

/**
 * How much of the plain library's speed is left to the step {@code tokenizer}? The step makes tensors and checks UTF-8;
 * the library, DJL's, makes objects with everything it knows of a token. Both on one thread, MiniLM's vocabulary.
 */
@State(Scope.Benchmark)
@Fork(value = 2, jvmArgsAppend = "-DTOKENIZERS_PARALLELISM=false")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Tokenising {
    private static final String VOCABULARY = "all-minilm-l6-v2-q-tokenizer.json";
    private static final String[] WORDS =
            "the server is never restarted while engines change under load and nobody waits".split(" ", -1);

    @Param({"plain", "roundhouse"})
    String library = "";

    @Param({"1", "32"})
    int rows = 1;

    private Callable<Object> tokenise = List::of;

    @Setup
    public void load() throws Exception {
        Path folder = Files.createTempDirectory("tokenising");
        try (InputStream vocabulary = Tokenising.class.getClassLoader().getResourceAsStream(VOCABULARY)) {
            Files.copy(vocabulary, folder.resolve("tokenizer.json"));
        }
        String[] texts = texts();
        tokenise = library.equals("plain") ? plain(folder, texts) : step(folder, texts);
    }

    @Benchmark
    public Object tokenise() throws Exception {
        return tokenise.call();
    }

    private String[] texts() {
        Random random = new Random(1);
        String[] texts = new String[rows];
        for (int i = 0; i < rows; i++) {
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 24; word++) {
                text.append(WORDS[random.nextInt(WORDS.length)]).append(word % 8 == 7 ? ", " : " ");
            }
            texts[i] = text.toString();
        }
        return texts;
    }

    private static Callable<Object> step(Path folder, String... texts) {
        BundleContext context = (BundleContext) Proxy.newProxyInstance(
                Tokenising.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getDataFile") ? new File(folder.toFile(), "data") : null);
        Transformer step = new TokenizerComponent(context)
                .create(new ModelArtifact(new ModelId("m", "1"), folder, "0"), Settings.empty());
        Tensors columns = Tensors.of("text", Tensor.ofTexts(Shape.of(texts.length), List.of(texts)));
        return () -> step.apply(columns);
    }

    /** By a loader of its own, as its classes have the names of ours. */
    private static Callable<Object> plain(Path folder, String... texts) throws IOException {
        System.setProperty("DJL_CACHE_DIR", folder.toString());
        List<URL> jars = new ArrayList<>();
        for (String entry : classPath()) {
            if (!entry.contains("roundhouse")) {
                jars.add(Path.of(entry).toUri().toURL());
            }
        }
        ClassLoader loader = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        try {
            Class<?> type = loader.loadClass("ai.djl.huggingface.tokenizers.HuggingFaceTokenizer");
            Object tokenizer = type.getMethod("newInstance", Path.class).invoke(null, folder.resolve("tokenizer.json"));
            Method encode = type.getMethod("batchEncode", String[].class);
            return () -> encode.invoke(tokenizer, (Object) texts);
        } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** The jars beside ours; the class path names but one, whose manifest names the others. */
    private static List<String> classPath() throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            File lib = new File(new File(entry).getAbsoluteFile().getParentFile(), "lib");
            File[] jars = lib.listFiles((folder, name) -> name.endsWith(".jar"));
            entries.addAll(
                    jars == null
                            ? List.of(entry)
                            : Arrays.stream(jars).map(File::getPath).toList());
        }
        return entries;
    }
}
