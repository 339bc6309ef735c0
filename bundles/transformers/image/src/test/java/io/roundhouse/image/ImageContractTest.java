package io.roundhouse.image;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TransformerContract;
import java.nio.charset.StandardCharsets;

class ImageContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new ImageComponent();
    }

    @Override
    protected Settings settings() {
        return Given.settings("size=24,16", "fit=contain", "geometry=geometry");
    }

    @Override
    protected Tensors rows(int count) {
        byte[][] pictures = new byte[count][];
        for (int i = 0; i < count; i++) {
            pictures[i] = i % 2 == 0
                    ? Pngs.rgb(20 + i, 30, Given.noise(i, (20 + i) * 90))
                    : Given.picture(Given.FILES.get(Given.FILES.size() - i));
        }
        return Given.pictures(pictures);
    }

    @Override
    protected Tensors badRows() {
        return Given.pictures(Given.picture("420.jpg"), "GIF89a".getBytes(StandardCharsets.ISO_8859_1));
    }
}
