package io.roundhouse.quality;

import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.testkit.ModelMonitorContract;
import java.util.Random;

class QualityContractTest extends ModelMonitorContract {
    @Override
    protected MonitorFactory factory() {
        return new QualityComponent();
    }

    /** Two rows of a distribution over four classes. */
    @Override
    protected Tensors outputs(int number) {
        Random random = new Random(number);
        float[] values = new float[8];
        for (int row = 0; row < 2; row++) {
            float sure = random.nextFloat();
            for (int i = 0; i < 4; i++) {
                values[4 * row + i] = (i == number % 4 ? sure : 0) + (1 - sure) / 4;
            }
        }
        return Tensors.of("y", Tensor.ofFloats(Shape.of(2, 4), values));
    }
}
