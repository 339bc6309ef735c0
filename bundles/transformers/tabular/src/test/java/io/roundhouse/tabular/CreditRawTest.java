package io.roundhouse.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The features that the model {@code credit-raw} was trained on are those that it is served with, bit by bit. */
class CreditRawTest {
    private static final int ROWS = 4_454;

    private static List<Transformer> steps() {
        return CreditChain.committed().stream().map(CreditChain.Step::make).toList();
    }

    @Test
    void learnsWhatStandsInTheCommittedFile() {
        assertThat(CreditChain.fitted(CreditChain.training())).isEqualTo(CreditChain.committed());
    }

    @Test
    void makesTheFeaturesThatTheModelWasTrainedOn() {
        Tensor features = CreditChain.features(steps(), CreditChain.all());

        assertThat(features.shape()).isEqualTo(Shape.of(ROWS, 46));
        assertThat(CreditChain.sha256(features))
                .isEqualTo(CreditChain.resource("credit-raw/features.sha256").strip());
    }

    @Test
    void makesTheSameBitsOfEveryRowAloneAndInBatches() {
        List<Transformer> steps = steps();
        Tensors rows = CreditChain.all();
        Tensor all = CreditChain.features(steps, rows);

        for (int batch : List.of(1, 32, 1_000)) {
            for (int from = 0; from < ROWS; from += batch) {
                int count = Math.min(batch, ROWS - from);
                assertThat(CreditChain.features(steps, rows.rows(from, count)).data())
                        .as("rows from %d by %d", from, batch)
                        .isEqualTo(all.rows(from, count).data());
            }
        }
    }
}
