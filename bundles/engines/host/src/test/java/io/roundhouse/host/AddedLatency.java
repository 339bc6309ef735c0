package io.roundhouse.host;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What a process of its own adds to a call, beside the same bundle and model in this process, turn by turn in one run; and how
 * long it takes until one answers. Run by hand; {@code bundles/README.md} has figures.
 */
final class AddedLatency {
    private static final int WARM = 3_000;
    private static final int CALLS = 10_000;

    private AddedLatency() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("added-latency");
        Recipe bare = TestRecipes.ofJars(folder, TestRecipes.settings(4 << 20));
        Archive archive = new Archive(folder);
        archive.make(bare);
        Recipe recipe = bare.with(archive.file(bare));
        Recipe strict = TestRecipes.onnxruntime(folder, TestRecipes.settings(0));
        ModelArtifact artifact = artifact("twice", Onnx.twice(folder.resolve("twice")));
        Engine inside =
                ChildRegistry.start(folder.resolve("framework"), recipe.basis()).engine(recipe.bundle());
        for (int i = 0; i < 5; i++) {
            start(i % 2 == 0 ? "" : ", without archive", i % 2 == 0 ? recipe : bare, artifact);
        }
        for (int width : List.of(1024, 3 * 224 * 224)) {
            ModelArtifact greatest = artifact("greatest", Onnx.greatest(folder.resolve("greatest" + width), width));
            try (LoadedModel near = inside.load(greatest, Settings.empty());
                    LoadedModel apart =
                            new HostedEngine(() -> recipe, TestRecipes.quarantine()).load(greatest, Settings.empty());
                    LoadedModel copied =
                            new HostedEngine(() -> strict, TestRecipes.quarantine()).load(greatest, Settings.empty())) {
                compare(width, near, apart, copied);
            }
        }
        Folders.deleteQuietly(folder);
        Runtime.getRuntime().halt(0);
    }

    private static void start(String how, Recipe recipe, ModelArtifact artifact) {
        long start = System.nanoTime();
        long[] moments = new long[2];
        Launch.Progress progress = new Launch.Progress() {
            @Override
            public void started(Process process) {
                moments[0] = System.nanoTime();
            }

            @Override
            public void connected() {
                moments[1] = System.nanoTime();
            }
        };
        Message.Load load =
                new Message.Load("twice", "1", "d", artifact.directory().toString(), Settings.empty());
        Child child = new Launch(recipe, load, "twice", progress).start();
        long ready = System.nanoTime();
        child.bury();
        System.out.printf(
                "bare child%s after %d ms, its model %d ms later%n",
                how, (moments[1] - start) / 1_000_000, (ready - moments[1]) / 1_000_000);
    }

    private static ModelArtifact artifact(String name, Path folder) {
        return new ModelArtifact(new ModelId(name, "1"), folder, name);
    }

    private static void compare(int width, LoadedModel... models) {
        Tensors batch = Tensors.of("x", Tensor.allocate(DataType.FP32, Shape.of(1, width)));
        long[][] nanos = new long[models.length][CALLS];
        for (int i = -WARM; i < CALLS; i++) {
            for (int m = 0; m < models.length; m++) {
                long start = System.nanoTime();
                models[m].infer(batch, Deadline.after(Duration.ofSeconds(10), start));
                nanos[m][Math.max(0, i)] = System.nanoTime() - start;
            }
        }
        String[] names = {"in this process", "apart", "apart, copied"};
        for (int m = 0; m < models.length; m++) {
            Arrays.sort(nanos[m]);
            System.out.printf(
                    "%d bytes, %s: p50 %d us, p99 %d us%n",
                    batch.byteSize(), names[m], nanos[m][CALLS / 2] / 1_000, nanos[m][CALLS * 99 / 100] / 1_000);
        }
    }
}
