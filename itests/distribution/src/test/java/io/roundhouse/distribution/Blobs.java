package io.roundhouse.distribution;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whole files as rows of a request. */
final class Blobs {
    private Blobs() {}

    /** By the binary extension, as a picture or a sound is no text. */
    static HttpResponse<String> ask(Server server, String model, String input, List<byte[]> files) {
        int size = files.stream().mapToInt(file -> Integer.BYTES + file.length).sum();
        byte[] header = ("{\"inputs\":[{\"name\":\"" + input + "\",\"shape\":[" + files.size()
                        + "],\"datatype\":\"BYTES\",\"parameters\":{\"binary_data_size\":" + size + "}}]}")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(header.length + size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(header);
        for (byte[] file : files) {
            body.putInt(file.length).put(file);
        }
        return server.send(server.request("/v2/models/" + model + "/infer")
                .header("Content-Type", "application/octet-stream")
                .header("Inference-Header-Content-Length", Integer.toString(header.length))
                .POST(BodyPublishers.ofByteArray(body.array()))
                .build());
    }
}
