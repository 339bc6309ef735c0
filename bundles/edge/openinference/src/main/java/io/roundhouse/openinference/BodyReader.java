package io.roundhouse.openinference;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request, inflating it, into bytes that grow with what comes and not with what is announced. */
final class BodyReader {
    static final String HEADER_LENGTH = "Inference-Header-Content-Length";

    private final Limits limits;
    private final Scratch scratch;

    BodyReader(Limits limits, Scratch scratch) {
        this.limits = limits;
        this.scratch = scratch;
    }

    /** The whole body; its bytes are the thread's, valid until the next request on it. */
    Body read(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String coding = request.getHeader("Content-Encoding");
        InputStream in = request.getInputStream();
        if (coding == null || coding.equalsIgnoreCase("identity")) {
            return fill(request, in, null);
        }
        if (!coding.equalsIgnoreCase("gzip")) {
            response.setHeader("Accept-Encoding", "gzip");
            throw Refusal.unsupported("the content coding " + Refusal.quote(coding) + " is not offered, gzip is");
        }
        Counting wire = new Counting(in);
        // Closed, since its memory is native and else stays until a collection (Jetty's CVE-2026-1605).
        try (InputStream inflated = new GZIPInputStream(wire, 8_192)) {
            return fill(request, inflated, wire);
        } catch (ZipException | EOFException e) {
            throw Refusal.request("the body is no complete gzip stream");
        }
    }

    private Body fill(HttpServletRequest request, InputStream in, @Nullable Counting wire) throws IOException {
        byte[] bytes = scratch.in();
        int length = 0;
        long announced = wire == null ? request.getContentLengthLong() : -1;
        while (true) {
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                return body(request, bytes, length);
            }
            length += read;
            if (length == announced && length <= limits.bodyBytesMax()) {
                return body(request, bytes, length);
            }
            if (length > limits.bodyBytesMax()) {
                throw Refusal.tooLarge("the body has more than " + limits.bodyBytesMax() + " bytes");
            }
            if (wire != null && length > limits.inflateFreeBytes() && length > wire.count * limits.inflateRatioMax()) {
                throw Refusal.tooLarge(
                        "the body inflates to more than " + limits.inflateRatioMax() + " times its size");
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, limits.bodyBytesMax() + 1L));
            }
        }
    }

    private static Body body(HttpServletRequest request, byte[] bytes, int length) {
        String header = request.getHeader(HEADER_LENGTH);
        int json = header == null ? length : headerLength(header, length);
        return new Body(bytes, 0, json, length);
    }

    private static int headerLength(String header, int length) {
        try {
            int value = Integer.parseInt(header.strip());
            if (value >= 0 && value <= length) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw Refusal.request(HEADER_LENGTH + " must be a whole number from 0 to the body's " + length + " bytes, was "
                + Refusal.quote(header));
    }

    /** Counts what came over the wire, which is not ours to close. */
    private static final class Counting extends FilterInputStream {
        long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count += Math.max(read, 0);
            return read;
        }

        @Override
        public void close() {}
    }
}
