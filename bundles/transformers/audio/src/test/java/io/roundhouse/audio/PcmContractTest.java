package io.roundhouse.audio;

import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TransformerContract;

class PcmContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new PcmComponent();
    }

    @Override
    protected Tensors rows(int count) {
        byte[][] sounds = new byte[count][];
        for (int i = 0; i < count; i++) {
            short[] samples = Given.noise(i, 700 + 300 * i);
            sounds[i] = i % 2 == 0 ? Given.raw(samples) : Given.wav(16_000, 1, samples);
        }
        return Given.sounds(sounds);
    }

    @Override
    protected Tensors badRows() {
        return Given.sounds(Given.wav(16_000, 1, Given.noise(1, 10)), Given.wav(8_000, 1, Given.noise(1, 10)));
    }
}
