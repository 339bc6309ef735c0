package io.roundhouse.distribution;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures as files of one format, and sent to a model. */
final class Pictures {
    private Pictures() {}

    static HttpResponse<String> ask(Server server, String model, List<byte[]> pictures) {
        return Blobs.ask(server, model, "picture", pictures);
    }

    static byte[] png(BufferedImage picture) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(picture, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
