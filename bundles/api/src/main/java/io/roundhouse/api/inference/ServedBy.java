package io.roundhouse.api.inference;

import io.roundhouse.api.model.ModelId;

/**
 * Who answered, and by which definition: made once when the arm is published, shared by all its answers.
 *
 * @param transformers what the steps before and after the model are, as a hash of their names, versions and settings;
 *     {@code none} where there are none
 * @param steps name and version of each of them, in order, with {@code ", "} between; empty where there are none
 * @param config which definition of the model was in force, as a hash of all that {@code model.yaml} and the files say:
 *     the same on every server and after a restart
 */
public record ServedBy(
        ModelId model,
        String arm,
        String engine,
        String engineVersion,
        String transformers,
        String steps,
        String config) {
    private static final String NONE = "none";

    /** Of a model without steps whose definition nobody asks about; for tests. */
    public ServedBy(ModelId model, String arm, String engine, String engineVersion) {
        this(model, arm, engine, engineVersion, NONE, "", NONE);
    }
}
