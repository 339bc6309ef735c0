package io.roundhouse.api.model;

import java.nio.file.Path;

/**
 * The files of one model version, verified and private to the server: they stay as they are until the model is closed,
 * whatever happens to the folder they came from.
 *
 * @param directory holds the files of the version, {@code model.onnx} for example; only read
 * @param digest SHA-256 over names and contents, hexadecimal; equal digests mean equal files
 */
public record ModelArtifact(ModelId id, Path directory, String digest) {}
