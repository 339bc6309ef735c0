package io.roundhouse.benchmarks;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.image.ImageComponent;
import io.roundhouse.spi.transformer.Transformer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
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

/**
 * What does a picture cost on its way to a vision model: decode, resize to 224 x 224, normalise? {@code imageIo} only
 * decodes, as the JDK does it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ImageDecode {
    private static final String PLACE = "model.yaml";

    /** The picture's format and its width; it is three quarters as high, or square if it is no larger than wanted. */
    @Param({"jpeg-224", "jpeg-640", "png-224", "png-640"})
    public String picture = "jpeg-224";

    private byte[] encoded = {};
    private Tensors columns = Tensors.empty();
    private final Transformer step =
            new ImageComponent().create(new ModelArtifact(new ModelId("m", "1"), Path.of("."), ""), settings());

    @Setup
    public void make() throws IOException {
        int width = Integer.parseInt(picture.substring(picture.indexOf('-') + 1));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ImageIO.write(
                scene(width, width == 224 ? width : width * 3 / 4),
                picture.substring(0, picture.indexOf('-')),
                written);
        encoded = written.toByteArray();
        columns = Tensors.of("picture", Tensor.ofBytes(Shape.of(1), List.of(encoded)));
    }

    private static Settings settings() {
        return Settings.builder(PLACE)
                .putTexts("size", List.of("224", "224"), PLACE)
                .put("fit", "cover", PLACE)
                .putTexts("mean", List.of("0.485", "0.456", "0.406"), PLACE)
                .putTexts("deviation", List.of("0.229", "0.224", "0.225"), PLACE)
                .build();
    }

    /** Slopes, edges and some grain: about a bit a pixel as JPEG, as a photograph. */
    private static BufferedImage scene(int width, int height) {
        BufferedImage scene = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int grain = (x * 7919 + y * 104_729) * 31 % 8;
                int edge = (x / 37 + y / 23) % 2 * 60;
                int red = x * 180 / width + grain + edge;
                int green = y * 180 / height + grain;
                int blue = (x + y) * 120 / (width + height) + grain + edge / 2;
                scene.setRGB(x, y, (red << 16) | (green << 8) | blue);
            }
        }
        return scene;
    }

    @Benchmark
    public Object step() {
        return step.apply(columns);
    }

    @Benchmark
    public Object imageIo() throws IOException {
        return ImageIO.read(new ByteArrayInputStream(encoded));
    }
}
