package io.roundhouse.api.inference;

import io.roundhouse.api.model.ModelId;

/** Who answered: made once when the arm is published, shared by all its answers. */
public record ServedBy(ModelId model, String arm, String engine, String engineVersion) {}
