package io.roundhouse.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.roundhouse.api.config.Settings;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The section {@code engine} of a {@code model.yaml}.
 *
 * @param threads threads of one run; 1 runs on the caller's thread alone, which gives the most answers a second
 * @param interThreads more than 1 runs branches of the graph in parallel
 * @param arena whether memory is kept between runs
 * @param instances runs at once; they share one session, so weights are in memory once
 * @param file the name of the model's file
 * @param outputBytesMax what the outputs of one run may take, as far as it can be foretold; more is refused
 * @param providers what it is to run on, beside the processor
 */
record EngineOptions(
        int threads,
        int interThreads,
        Optimisation optimisation,
        boolean arena,
        int instances,
        String file,
        long outputBytesMax,
        List<ProviderWish> providers) {
    static final int THREADS_MAX = 256;
    static final int INSTANCES_MAX = 64;
    private static final String OUTPUT_MAX = "output_mib_max";
    private static final long OUTPUT_MIB_DEFAULT = 512; // far above an honest answer, far below what ends a process
    private static final long MIB = 1024 * 1024;
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_. -]{0,127}");

    /** How much of the graph is rewritten when it is loaded. */
    enum Optimisation {
        OFF(SessionOptions.OptLevel.NO_OPT),
        BASIC(SessionOptions.OptLevel.BASIC_OPT),
        EXTENDED(SessionOptions.OptLevel.EXTENDED_OPT),
        ALL(SessionOptions.OptLevel.ALL_OPT);

        private final SessionOptions.OptLevel level;

        Optimisation(SessionOptions.OptLevel level) {
            this.level = level;
        }
    }

    /** Reads and checks; {@code processors} is how many runs at once are worth while if nobody says otherwise. */
    static EngineOptions of(Settings settings, int processors) {
        settings.allow(
                "threads",
                "inter_threads",
                "optimisation",
                "arena",
                "instances",
                "file",
                OUTPUT_MAX,
                ProviderWish.REQUIRE,
                ProviderWish.PREFER);
        String file = settings.text("file", "model.onnx");
        if (!PLAIN_NAME.matcher(file).matches()) {
            throw settings.invalid("file", "must be the name of a file beside model.onnx, was '" + file + "'", null);
        }
        return new EngineOptions(
                (int) settings.integer("threads", 1, 1, THREADS_MAX),
                (int) settings.integer("inter_threads", 1, 1, THREADS_MAX),
                settings.choice("optimisation", Optimisation.ALL),
                settings.flag("arena", true),
                (int) settings.integer("instances", Math.min(processors, INSTANCES_MAX), 1, INSTANCES_MAX),
                file,
                settings.integer(OUTPUT_MAX, OUTPUT_MIB_DEFAULT, 1, 2047) * MIB,
                ProviderWish.of(settings));
    }

    /** Without execution providers: {@link SessionOpener} adds them. The caller closes it. */
    SessionOptions sessionOptions() throws OrtException {
        SessionOptions options = new SessionOptions();
        try {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(interThreads);
            options.setExecutionMode(
                    interThreads > 1 ? SessionOptions.ExecutionMode.PARALLEL : SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(optimisation.level);
            options.setCPUArenaAllocator(arena);
            // Threads that wait for work by spinning take the processor from the server beside them.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
            return options;
        } catch (OrtException e) {
            options.close();
            throw e;
        }
    }
}
