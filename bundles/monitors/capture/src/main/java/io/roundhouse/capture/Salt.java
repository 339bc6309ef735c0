package io.roundhouse.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes that only tell whether two values are equal: without the key nobody finds a value by trying all there are, as it
 * would be done with a plain hash of a birthday. The key lies beside the captures, for its owner only, and goes with them.
 */
final class Salt {
    private static final String FILE = "salt";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int TOLD_BYTES = 8;

    private final Mac mac;

    Salt(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has " + ALGORITHM, e);
        }
    }

    /** The key can be neither read nor written. */
    static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(IOException cause) {
            super("the key of the hashes can be neither read nor written: " + cause.getMessage(), cause);
        }
    }

    /** Where nothing is hashed. */
    static Salt unused() {
        return new Salt(new byte[KEY_BYTES]);
    }

    /** The key of that folder; made when there is none. */
    static Salt in(Path folder) throws Unavailable {
        try {
            return of(Owned.folder(folder).resolve(FILE));
        } catch (IOException e) {
            throw new Unavailable(e);
        }
    }

    private static Salt of(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            byte[] key = Files.readAllBytes(file);
            if (key.length == KEY_BYTES) {
                return new Salt(key);
            }
        }
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Files.deleteIfExists(file); // a write that a full disk cut short
        Files.write(Owned.file(file), key);
        return new Salt(key);
    }

    /** 16 hexadecimal digits. */
    String text(String value) {
        return HexFormat.of().formatHex(mac.doFinal(value.getBytes(UTF_8)), 0, TOLD_BYTES);
    }

    /** 64 bits. */
    long number(long value) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (value >>> (8 * i));
        }
        byte[] hash = mac.doFinal(bytes);
        long number = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            number = (number << 8) | (hash[i] & 0xff);
        }
        return number;
    }
}
