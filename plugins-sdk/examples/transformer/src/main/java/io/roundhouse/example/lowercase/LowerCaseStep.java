package io.roundhouse.example.lowercase;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code lower-case}: the texts of a column in lower case, in any language. */
@Component(
        name = "io.roundhouse.example.lowercase",
        service = TransformerFactory.class,
        property = {"roundhouse.name=lower-case", "roundhouse.version=1.0.0"})
public final class LowerCaseStep implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        settings.allow("column");
        return new LowerCase(new TensorSpec(settings.text("column", "text"), DataType.BYTES, Shape.of(Shape.ANY)));
    }

    /** Reads and writes the same column, so it replaces it. */
    private record LowerCase(TensorSpec column) implements Transformer {
        @Override
        public List<TensorSpec> reads() {
            return List.of(column);
        }

        @Override
        public List<TensorSpec> writes() {
            return List.of(column);
        }

        @Override
        public Tensors apply(Tensors columns) {
            Tensor texts = columns.get(column.name());
            List<String> lower = new ArrayList<>();
            for (byte[] text : texts.bytesElements()) {
                lower.add(decode(text, lower.size()).toLowerCase(Locale.ROOT));
            }
            return Tensors.of(column.name(), Tensor.ofTexts(texts.shape(), lower));
        }

        private String decode(byte[] text, int row) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(text))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new InferenceException(
                        ErrorCode.INVALID_INPUT, "'" + column.name() + "' row " + row + " is no UTF-8 text", e);
            }
        }
    }
}
