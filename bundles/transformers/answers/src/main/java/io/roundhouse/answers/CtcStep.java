package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.io.ByteArrayOutputStream;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The text that a sequence of character probabilities says, read greedily: at each step the likeliest character; one that
 * stays is said once, and the blank says nothing. Beside it how sure the characters said are, on average; 0 of no text.
 *
 * <p>After Graves et al. 2006, "Connectionist Temporal Classification", best path decoding.
 */
final class CtcStep implements Transformer {
    private final String column;
    private final String into;
    private final String scores;
    private final Alphabet alphabet;

    CtcStep(String column, String into, String scores, Alphabet alphabet) {
        this.column = column;
        this.into = into;
        this.scores = scores;
        this.alphabet = alphabet;
    }

    static CtcStep read(ModelArtifact artifact, Settings settings) {
        settings.allow("column", "into", "scores", "dictionary", "blank", "space");
        String into = settings.text("into", "text");
        String scores = settings.text("scores", "confidence");
        Columns.requireDifferent(settings, "scores", List.of(into, scores));
        return new CtcStep(settings.text("column"), into, scores, Alphabet.read(artifact, settings));
    }

    @Override
    public List<TensorSpec> reads() {
        return List.of(Columns.of(column, DataType.FP32, Shape.ANY, Shape.ANY));
    }

    @Override
    public List<TensorSpec> writes() {
        return List.of(Columns.of(into, DataType.BYTES), Columns.of(scores, DataType.FP32));
    }

    @Override
    public Tensors apply(Tensors columns) {
        Tensor given = columns.get(column);
        Shape shape = given.shape();
        if (shape.dim(2) != alphabet.size()) {
            throw Columns.mismatch(
                    "ctc",
                    "'" + column + "' has " + shape.dim(2) + " characters a step, but the dictionary, the blank and the"
                            + " space are " + alphabet.size());
        }
        byte[][] texts = new byte[(int) shape.rows()][];
        Tensor sure = Tensor.allocate(DataType.FP32, Shape.of(texts.length));
        FloatBuffer from = given.data().asFloatBuffer();
        FloatBuffer to = sure.data().asFloatBuffer();
        float[] step = new float[alphabet.size()];
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int row = 0; row < texts.length; row++) {
            text.reset();
            to.put(decode(from, (int) shape.dim(1), step, text));
            texts[row] = text.toByteArray();
        }
        return Tensors.of(
                List.of(into, scores), List.of(Tensor.ofBytes(Shape.of(texts.length), Arrays.asList(texts)), sure));
    }

    private float decode(FloatBuffer from, int steps, float[] step, ByteArrayOutputStream text) {
        int before = alphabet.blank();
        int said = 0;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            from.get(step);
            int likeliest = likeliest(step);
            if (likeliest != before && likeliest != alphabet.blank()) {
                text.writeBytes(alphabet.get(likeliest));
                sum += step[likeliest];
                said++;
            }
            before = likeliest;
        }
        return said == 0 ? 0 : (float) (sum / said);
    }

    /** The first of the greatest; the blank where all are NaN. */
    private int likeliest(float[] step) {
        int likeliest = alphabet.blank();
        float greatest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < step.length; i++) {
            if (step[i] > greatest) {
                greatest = step[i];
                likeliest = i;
            }
        }
        return likeliest;
    }
}
