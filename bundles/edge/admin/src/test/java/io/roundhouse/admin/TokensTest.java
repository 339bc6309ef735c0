package io.roundhouse.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private Path folder;
    private Path owner;
    private Path file;
    private Tokens tokens;

    @BeforeEach
    void make(@TempDir Path folder) {
        this.folder = folder;
        owner = folder.resolve(Tokens.OWNER_FILE);
        file = folder.resolve("tokens");
        tokens = new Tokens(folder, file, clock::get);
    }

    private void aSecondLater() {
        clock.addAndGet(1_000_000_000L);
    }

    private String line(String name, Role role, String token) {
        return TokensFile.line(Caller.of(name, role, token));
    }

    @Test
    void makesTheOwnersTokenForTheOwnerAlone() throws IOException {
        tokens.known();

        String token = Files.readString(owner).strip();
        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(owner)))
                .isEqualTo("rw-------");
        assertThat(tokens.find(token)).contains(Caller.of("owner", Role.ADMIN, token));
        assertThat(tokens.find(token.substring(1))).isEmpty();
        assertThat(tokens.find("")).isEmpty();
    }

    @Test
    void keepsTheTokenOfTheStartBefore() throws IOException {
        tokens.known();
        String token = Files.readString(owner).strip();

        Tokens after = new Tokens(folder, file, clock::get);

        assertThat(after.find(token)).isPresent();
    }

    @Test
    void makesAnotherWhenTheFileIsTakenAway() throws IOException {
        tokens.known();
        String before = Files.readString(owner).strip();
        Files.delete(owner);
        aSecondLater();

        assertThat(tokens.find(before)).isEmpty();
        assertThat(tokens.find(Files.readString(owner).strip())).isPresent();
    }

    @Test
    void takesTheOwnersTokenFromOthers() throws IOException {
        String token = Caller.newToken();
        Files.writeString(owner, token);
        Files.setPosixFilePermissions(owner, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(tokens.find(token)).isPresent();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(owner)))
                .isEqualTo("rw-------");
    }

    @Test
    void aShortOrBrokenOwnersTokenIsNotInForce() throws IOException {
        Files.writeString(owner, "secret");

        assertThat(tokens.known()).isEmpty();
        assertThat(tokens.find("secret")).isEmpty();
    }

    @Test
    void knowsAtOnceWhoIsAddedAndForgetsWithinASecondWhoIsNot() throws IOException {
        String token = Caller.newToken();
        assertThat(tokens.find(token)).isEmpty();
        Files.writeString(file, line("ada", Role.ADMIN, token));

        assertThat(tokens.find(token)).contains(Caller.of("ada", Role.ADMIN, token));

        Files.delete(file);
        aSecondLater();
        assertThat(tokens.find(token)).isEmpty();
        assertThat(tokens.known()).extracting(Caller::name).containsExactly("owner");
    }

    @Test
    void aBrokenFileLeavesTheLastGoodOneInForce() throws IOException {
        String token = Caller.newToken();
        Files.writeString(file, line("ada", Role.ADMIN, token));
        assertThat(tokens.find(token)).isPresent();

        Files.writeString(file, "ada root 123\n");
        aSecondLater();
        assertThat(tokens.find(token)).isPresent();

        String next = Caller.newToken();
        Files.writeString(file, line("bob", Role.VIEWER, next));
        aSecondLater();
        assertThat(tokens.find(token)).isEmpty();
        assertThat(tokens.find(next)).isPresent();
    }

    @Test
    void nothingIsLostWhereTheOwnersCannotBeMade() throws IOException {
        String token = Caller.newToken();
        Files.writeString(file, line("ada", Role.ADMIN, token));

        Tokens elsewhere = new Tokens(owner.resolveSibling("missing"), file, clock::get);

        assertThat(elsewhere.known()).containsExactly(Caller.of("ada", Role.ADMIN, token));
    }
}
