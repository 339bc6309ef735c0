package io.roundhouse.trends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that is not printed. */
final class Secret {
    private final String text;

    Secret(String text) {
        this.text = text;
    }

    /** The password, or what the file holds without the line's end. */
    static Secret of(String password, String file) {
        if (file.isEmpty()) {
            return new Secret(password);
        }
        if (!password.isEmpty()) {
            throw new IllegalArgumentException("password and password.file are both set; leave one");
        }
        try {
            return new Secret(Files.readString(Path.of(file)).strip());
        } catch (IOException e) {
            throw new IllegalArgumentException("password.file '" + file + "' cannot be read: " + e, e);
        }
    }

    String text() {
        return text;
    }

    /** The message without the secret in it, in one line. */
    String scrub(String message) {
        String line = message.replaceAll("\\s+", " ");
        return text.isEmpty() ? line : line.replace(text, "***");
    }

    @Override
    public String toString() {
        return text.isEmpty() ? "none" : "***";
    }
}
