package io.roundhouse.alerts;

import com.fasterxml.jackson.core.JsonGenerator;
import io.roundhouse.server.control.Metrics.Sample;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A recording that is being written: whole lines, each on its way to the disk before the next. One thread. */
final class RecordingFile implements Closeable {
    private static final String COMPRESSED = ".gz";

    private final Counting file;
    private final OutputStream out;
    private long moments;
    private long before = Long.MIN_VALUE;

    /** Refuses a file that is there. */
    RecordingFile(Path path) throws IOException {
        file = new Counting(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        out = isCompressed(path) ? new GZIPOutputStream(file, 8192, true) : new BufferedOutputStream(file);
    }

    private static boolean isCompressed(Path path) {
        return path.toString().endsWith(COMPRESSED);
    }

    /** Its lines, to read them again. */
    static BufferedReader lines(Path path) throws IOException {
        InputStream in = Files.newInputStream(path);
        try {
            return new BufferedReader(
                    new InputStreamReader(isCompressed(path) ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** A moment that is not later than the one before is left out: the clock was set back. */
    void moment(long atMillis, List<Sample> samples) {
        if (atMillis <= before) {
            return;
        }
        before = atMillis;
        moments++;
        try {
            out.write(line(atMillis, samples));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] line(long atMillis, List<Sample> samples) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("at", Instant.ofEpochMilli(atMillis).toString());
            json.writeArrayFieldStart("samples");
            for (Sample sample : samples) {
                json.writeStartObject();
                json.writeStringField("name", sample.name());
                Json.texts(json, "labels", sample.labels());
                json.writeNumberField("value", sample.value()); // NaN and the infinities become texts
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    long moments() {
        return moments;
    }

    /** On their way to the disk. */
    long bytes() {
        return file.bytes;
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Ends it, and answers how many bytes it has. */
    long finish() throws IOException {
        out.close();
        return file.bytes;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static final class Counting extends FilterOutputStream {
        private long bytes;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) throws IOException {
            out.write(some, from, length);
            bytes += length;
        }
    }
}
