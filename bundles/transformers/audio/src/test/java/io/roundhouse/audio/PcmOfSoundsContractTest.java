package io.roundhouse.audio;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TestTensors;
import io.roundhouse.testkit.TransformerContract;

/** With sounds of one length, as only then a sound alone has as many frames as beside others. */
class PcmOfSoundsContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new PcmComponent();
    }

    @Override
    protected Settings settings() {
        return Given.settings("rows=sounds", "heard=before", "heard_into=after");
    }

    @Override
    protected Tensors rows(int count) {
        byte[][] sounds = new byte[count][];
        for (int i = 0; i < count; i++) {
            sounds[i] = Given.raw(Given.noise(i, 1_100));
        }
        return Given.sounds(sounds).with("before", TestTensors.floats(1, count, 64));
    }

    @Override
    protected Tensors badRows() {
        return Given.sounds(new byte[3]).with("before", TestTensors.floats(1, 1, 64));
    }
}
