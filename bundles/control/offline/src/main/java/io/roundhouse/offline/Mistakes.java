package io.roundhouse.offline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.nio.file.Path;

/** The sentences about wrong data. */
final class Mistakes {
    private static final int SHOWN_MAX = 60;

    private Mistakes() {}

    static InferenceException cell(Path file, long line, String column, String found, String expected) {
        return at(file, line, "column '" + column + "' holds '" + shortened(found) + "'; " + expected);
    }

    static InferenceException at(Path file, long line, String what) {
        return new InferenceException(ErrorCode.INVALID_INPUT, file.getFileName() + ", line " + line + ": " + what);
    }

    static InferenceException file(Path file, String what) {
        return new InferenceException(ErrorCode.INVALID_INPUT, file.getFileName() + ": " + what);
    }

    private static String shortened(String found) {
        String line = found.replace('\n', ' ').replace('\r', ' ');
        return line.length() <= SHOWN_MAX ? line : line.substring(0, SHOWN_MAX) + "…";
    }
}
