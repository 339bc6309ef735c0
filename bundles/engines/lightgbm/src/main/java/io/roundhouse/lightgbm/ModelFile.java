package io.roundhouse.lightgbm;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Looks at a text file before LightGBM reads it. LightGBM believes the sizes that stand in the file, and reads beyond its
 * end when it was cut off; that would take the process with it.
 */
final class ModelFile {
    private ModelFile() {}

    static void check(String model, Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            if (!"tree".equals(lines.readLine())) {
                throw broken(model, file, "is no text file of LightGBM: its first line must be 'tree'");
            }
            int promised = 0;
            int found = 0;
            String line;
            while ((line = lines.readLine()) != null && !line.equals("end of trees")) {
                if (line.startsWith("tree_sizes=")) {
                    promised = line.substring("tree_sizes=".length()).trim().split(" ", -1).length;
                } else if (line.startsWith("Tree=")) {
                    found++;
                }
            }
            if (line == null) {
                throw broken(model, file, "was cut off: it has no line 'end of trees'");
            }
            if (found == 0 || found != promised) {
                throw broken(model, file, "is damaged: it promises " + promised + " trees and holds " + found);
            }
        } catch (IOException e) {
            throw broken(model, file, "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static InferenceException broken(String model, Path file, String what) {
        return new InferenceException(
                ErrorCode.LOAD_FAILED, model + " could not be loaded: " + file.getFileName() + " " + what);
    }
}
