package io.roundhouse.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenToolTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Path home;

    @BeforeEach
    void make(@TempDir Path folder) {
        home = folder;
    }

    private int run(String... words) throws IOException {
        out.reset();
        err.reset();
        return new TokenTool(TokenTool.file(home), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
                .run(List.of(words));
    }

    @Test
    void addsListsAndRemoves() throws IOException {
        Path etc = Files.createDirectory(home.resolve("etc"));
        Path file = etc.resolve("tokens");

        assertThat(run("add", "grafana", "--role", "viewer")).isZero();
        String token = out.toString(UTF_8).strip();

        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(TokensFile.read(file)).containsExactly(Caller.of("grafana", Role.VIEWER, token));
        assertThat(Files.readString(file)).startsWith("# ").doesNotContain(token);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);

        assertThat(run("add", "ada", "--role", "admin")).isZero();
        assertThat(run("list")).isZero();
        assertThat(out.toString(UTF_8).lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("grafana viewer", "ada admin", "owner admin (admin.token in the data folder)");

        assertThat(run("remove", "grafana")).isZero();
        assertThat(TokensFile.read(file)).extracting(Caller::name).containsExactly("ada");
        assertThat(etc).as("nothing half-written").isDirectoryNotContaining("glob:.*");
    }

    @Test
    void refusesInASentence() throws IOException {
        Files.createDirectory(home.resolve("etc"));
        run("add", "ada", "--role", "admin");

        assertThat(run("add", "ada", "--role", "viewer")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("there is a token 'ada' already");
        assertThat(run("add", "bob", "--role", "root")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("the role must be viewer or admin, was 'root'");
        assertThat(run("remove", "adam")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("there is no token 'adam'; there are ada");
        assertThat(run("add", "bob")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("token add NAME --role viewer|admin");
        assertThat(out.size()).isZero();
    }

    @Test
    void writesWhereTheSettingsSay() throws IOException {
        Path etc = Files.createDirectory(home.resolve("etc"));
        Files.writeString(etc.resolve("io.roundhouse.admin.cfg"), "tokens.file = ${karaf.base}/who\n");

        run("add", "ada", "--role", "admin");

        assertThat(home.resolve("who")).exists();
        Files.writeString(etc.resolve("io.roundhouse.admin.cfg"), "#tokens.file = etc/tokens\n");
        assertThat(TokenTool.file(home)).isEqualTo(etc.resolve("tokens"));
    }
}
