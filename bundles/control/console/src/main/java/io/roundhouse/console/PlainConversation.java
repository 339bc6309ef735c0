package io.roundhouse.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Set;

/**
 * A conversation line by line, for terminals that can do nothing else: the visitor's own terminal echoes and edits. JLine is
 * not asked to: as Karaf hides what is typed where a command says so, JLine draws the prompt of a dumb terminal over itself
 * every few milliseconds, in case this line is such a one.
 */
final class PlainConversation {
    static final String PROMPT = "roundhouse> ";
    private static final Set<String> ENDS = Set.of("exit", "logout", "quit");
    private static final int LINE_MAX = 64 * 1024;

    private final InputStream in;
    private final PrintStream out;
    private final Execution execution;

    PlainConversation(InputStream in, PrintStream out, Execution execution) {
        this.in = in;
        this.out = out;
        this.execution = execution;
    }

    /** Runs one line, and says itself what was wrong with it. */
    @FunctionalInterface
    interface Execution {
        void run(String line);
    }

    /** Returns at the end of the input, or when the visitor says so. */
    void run() throws IOException {
        while (true) {
            out.print(PROMPT);
            out.flush();
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            boolean last = readLine(line);
            String text = line.toString(UTF_8).strip();
            if (ENDS.contains(text) || (last && text.isEmpty())) {
                out.println();
                return;
            }
            if (!text.isEmpty()) {
                execution.run(text);
                out.flush();
            }
            if (last) {
                return;
            }
        }
    }

    /** Byte by byte: what comes after the line is the command's to read. True at the end of the input. */
    private boolean readLine(ByteArrayOutputStream line) throws IOException {
        for (int one = in.read(); one != '\n' && one != '\r'; one = in.read()) {
            if (one < 0) {
                return true;
            }
            if (line.size() < LINE_MAX) {
                line.write(one);
            }
        }
        return false;
    }
}
