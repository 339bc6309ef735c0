package io.roundhouse.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainConversationTest {
    private final List<String> ran = new ArrayList<>();

    private String said(String typed) throws IOException {
        InputStream in = new ByteArrayInputStream(typed.getBytes(UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream screen = new PrintStream(out, true, UTF_8);
        new PlainConversation(in, screen, line -> {
                    ran.add(line);
                    screen.print("ran " + line + "\n");
                    if (line.equals("read")) {
                        screen.print((char) next(in));
                    }
                })
                .run();
        return out.toString(UTF_8);
    }

    private static int next(InputStream in) {
        try {
            return in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void promptsOnceForEachLineAndDrawsNothing() throws IOException {
        assertThat(said("roundhouse:models\n\n  bundle:list \n"))
                .isEqualTo(
                        "roundhouse> ran roundhouse:models\nroundhouse> roundhouse> ran bundle:list\nroundhouse> \n");
    }

    @Test
    void endsWhenTheVisitorSaysSo() throws IOException {
        said("a\r\nexit\nb\n");

        assertThat(ran).containsExactly("a");
    }

    @Test
    void runsALastLineWithoutAnEnd() throws IOException {
        said("a\nb");

        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void leavesWhatFollowsToTheCommand() throws IOException {
        assertThat(said("read\nx\nb\n")).contains("ran read\nx");
        assertThat(ran).containsExactly("read", "b");
    }

    @ParameterizedTest
    @CsvSource({"dumb, true", "dumb-color, true", "'', true", "xterm-256color, false", "screen, false"})
    void isForTerminalsThatCannotBeDrawnOn(String terminal, boolean plain) {
        assertThat(new Hello(terminal, 80, 24, "").isPlain()).isEqualTo(plain);
    }
}
