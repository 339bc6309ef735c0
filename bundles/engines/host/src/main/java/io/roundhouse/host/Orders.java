package io.roundhouse.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a child is told at its start, on its standard input: arguments and environments are for everybody's eyes. The
 * input stays open as long as the parent lives.
 *
 * @param token which the child shows on every line
 * @param run the folder of the socket and of the file of slots
 * @param work a folder of the child's own
 * @param oomScore how gladly the system may end it when memory runs out, 0 to 1000
 * @param basis bundles that the engine's bundle needs
 * @param engine the engine's bundle
 */
record Orders(String token, Path run, Path work, int oomScore, List<Path> basis, Path engine) {
    static final String SOCKET = "s";
    static final String SLOTS = "d";

    /** For a child that rehearses its start, and ends. */
    static final Path NO_ENGINE = Path.of("");

    private static final int BASIS_MAX = 256;

    void write(OutputStream to) throws IOException {
        List<String> lines = new ArrayList<>(
                List.of(token, run.toString(), work.toString(), String.valueOf(oomScore), engine.toString()));
        lines.add(String.valueOf(basis.size()));
        basis.forEach(path -> lines.add(path.toString()));
        to.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    /** Reads them; the stream is only waited on afterwards. */
    static Orders read(InputStream from) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8));
        String token = line(lines);
        Path run = Path.of(line(lines));
        Path work = Path.of(line(lines));
        int oomScore = Integer.parseInt(line(lines));
        Path engine = Path.of(line(lines));
        int count = Integer.parseInt(line(lines));
        if (count < 0 || count > BASIS_MAX) {
            throw new IOException(count + " bundles");
        }
        List<Path> basis = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            basis.add(Path.of(line(lines)));
        }
        return new Orders(token, run, work, oomScore, List.copyOf(basis), engine);
    }

    private static String line(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("the orders end early");
        }
        return line;
    }
}
