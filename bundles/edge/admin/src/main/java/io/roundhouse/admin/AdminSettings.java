package io.roundhouse.admin;

import java.util.Arrays;

/**
 * Who may do what.
 *
 * @param anonymous the role of who shows no token
 * @param tokensFile whose tokens are known besides the owner's; relative to the server's folder
 */
record AdminSettings(Role anonymous, String tokensFile) {
    static final String TOKENS_FILE = "etc/tokens";

    AdminSettings {
        if (tokensFile.isBlank()) {
            throw new IllegalArgumentException("tokens.file must name a file, was empty");
        }
    }

    static AdminSettings of(String anonymous, String tokensFile) {
        Role role = Arrays.stream(Role.values())
                .filter(one -> one.word().equals(anonymous))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "anonymous.role must be none, viewer or admin, was " + Words.quoted(anonymous)));
        return new AdminSettings(role, tokensFile);
    }
}
