package io.roundhouse.repository;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Texts from elsewhere made fit for a message: no path of the machine, no control character. */
final class Sentences {
    private Sentences() {}

    /** Why a file could not be read or written. */
    static String of(IOException failure, Path directory) {
        String reason = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
        if (reason == null || reason.contains(directory.toString())) {
            return failure instanceof java.nio.file.AccessDeniedException ? "access denied" : "input or output failed";
        }
        return printable(reason);
    }

    static String printable(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().limit(200).forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return clean.toString();
    }
}
