package io.roundhouse.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensFileTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    @Test
    void readsNameRoleAndHash() {
        assertThat(TokensFile.parse(
                        TokensFile.HEAD + "\n  ada   admin " + HASH + " \ngrafana\tviewer\t" + HASH + "\n", "tokens"))
                .containsExactly(new Caller("ada", Role.ADMIN, HASH), new Caller("grafana", Role.VIEWER, HASH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ada admin | tokens:2: a line is a name, a role and a SHA-256, found 2 words",
                "ada admin HASH x | found 4 words",
                "ada root HASH | tokens:2: the role must be viewer or admin, was 'root'",
                "ada none HASH | was 'none'",
                "-ada admin HASH | tokens:2: a name is letters, digits, '_', '.' and '-', at most 64, was '-ada'",
                "owner admin HASH | tokens:2: the name 'owner' is the server's own",
                "anonymous admin HASH | the server's own",
                "ada admin 0123 | tokens:2: the third word must be the SHA-256 of a token",
                "bob admin HASH | tokens:2: the name 'bob' stands there twice"
            })
    void refusesInASentenceThatNamesTheLine(String line, String sentence) {
        String text = "bob viewer " + HASH + "\n" + line.replace("HASH", HASH);

        assertThatThrownBy(() -> TokensFile.parse(text, "tokens"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void isBounded() {
        String text = IntStream.range(0, 1_001)
                .mapToObj(i -> "n" + i + " viewer " + HASH)
                .collect(Collectors.joining("\n"));

        assertThatThrownBy(() -> TokensFile.parse(text, "tokens")).hasMessage("tokens has 1001 tokens of at most 1000");
    }

    @Test
    void takesOneLineAwayAndKeepsComments() {
        String text = "# ada left\nada admin " + HASH + "\n\nadam viewer " + HASH + "\n";

        assertThat(TokensFile.without("ada", text)).isEqualTo("# ada left\n\nadam viewer " + HASH + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "[::1]", "[0:0:0:0:0:0:0:1]"})
    void thisMachineIsLoopback(String address) {
        assertThat(Nearby.isLoopback(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "localhost.example", "127.0.0.1.example", "cafe", "", "[", "::2", "1.2.3.4.5"})
    void othersAreNot(String address) {
        assertThat(Nearby.isLoopback(address)).isFalse();
    }

    @Test
    void settingsAreChecked() {
        assertThat(AdminSettings.of("none", "etc/tokens").anonymous()).isEqualTo(Role.NONE);
        assertThatThrownBy(() -> AdminSettings.of("root", "etc/tokens"))
                .hasMessage("anonymous.role must be none, viewer or admin, was 'root'");
        assertThatThrownBy(() -> AdminSettings.of("viewer", " ")).hasMessageContaining("tokens.file must name a file");
    }
}
