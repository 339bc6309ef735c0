package io.roundhouse.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Somebody with a role. Of a token only its hash is kept: it is 32 random bytes, so nobody finds it from there, and neither
 * salt nor a slow hash would add to that.
 *
 * @param sha256 of the token's characters, in lower-case hex; empty for those who showed none
 */
record Caller(String name, Role role, String sha256) {
    /** The names of those who stand in no file. */
    static final String OWNER = "owner";

    static final String ANONYMOUS = "anonymous";

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{32,512}");
    private static final int TOKEN_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Caller of(String name, Role role, String token) {
        return new Caller(name, role, hash(token));
    }

    static Caller anonymous(Role role) {
        return new Caller(ANONYMOUS, role, "");
    }

    /** Whether a text may be a token at all. */
    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** A token that nobody had before. */
    static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String hash(String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }

    /** In a time that tells nothing of how much of it is the same. */
    boolean has(String hash) {
        return MessageDigest.isEqual(
                sha256.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }
}
