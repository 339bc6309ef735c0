package io.roundhouse.openinference;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Sends what was written, in one piece and with its length. */
final class Replies {
    private static final String JSON = "application/json";

    private Replies() {}

    static void json(HttpServletResponse response, Output out) throws IOException {
        response.setContentType(JSON);
        send(response, out);
    }

    /** The answer of {@code infer}; compressed when it is worth it and wanted. */
    static void answer(
            HttpServletRequest request, HttpServletResponse response, Output out, int jsonLength, Limits limits)
            throws IOException {
        if (jsonLength == ResponseWriter.JSON_ONLY) {
            response.setContentType(JSON);
        } else {
            response.setContentType("application/octet-stream");
            response.setHeader(BodyReader.HEADER_LENGTH, Integer.toString(jsonLength));
        }
        if (out.length() >= limits.gzipBytesMin() && wantsGzip(request.getHeader("Accept-Encoding"))) {
            Output compressed = new Output(new byte[out.length() / 4 + 64], limits.responseBytesMax());
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed, 8_192)) {
                gzip.write(out.bytes(), 0, out.length());
            }
            response.setHeader("Content-Encoding", "gzip");
            response.setHeader("Vary", "Accept-Encoding");
            send(response, compressed);
        } else {
            send(response, out);
        }
    }

    private static void send(HttpServletResponse response, Output out) throws IOException {
        response.setContentLength(out.length());
        response.getOutputStream().write(out.bytes(), 0, out.length());
    }

    /** Whether gzip is named without being ruled out. */
    static boolean wantsGzip(@Nullable String accepted) {
        if (accepted == null) {
            return false;
        }
        for (String coding : accepted.split(",", -1)) {
            String[] parts = coding.split(";", -1);
            if (parts[0].strip().equalsIgnoreCase("gzip")) {
                return parts.length < 2 || !parts[1].strip().matches("q=0(\\.0*)?");
            }
        }
        return false;
    }
}
