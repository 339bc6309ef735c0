package io.roundhouse.distribution;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures as files of one format, and sent to a model. */
final class Pictures {
    private Pictures() {}

    /** By the binary extension, as a picture is no text. */
    static HttpResponse<String> ask(Server server, String model, List<byte[]> pictures) {
        int size = pictures.stream()
                .mapToInt(picture -> Integer.BYTES + picture.length)
                .sum();
        byte[] header = ("{\"inputs\":[{\"name\":\"picture\",\"shape\":[" + pictures.size()
                        + "],\"datatype\":\"BYTES\",\"parameters\":{\"binary_data_size\":" + size + "}}]}")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(header.length + size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(header);
        for (byte[] picture : pictures) {
            body.putInt(picture.length).put(picture);
        }
        return server.send(server.request("/v2/models/" + model + "/infer")
                .header("Content-Type", "application/octet-stream")
                .header("Inference-Header-Content-Length", Integer.toString(header.length))
                .POST(BodyPublishers.ofByteArray(body.array()))
                .build());
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
