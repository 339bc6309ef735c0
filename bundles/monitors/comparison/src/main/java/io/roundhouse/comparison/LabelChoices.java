package io.roundhouse.comparison;

/** Which output is the label of a model, as its {@code model.yaml} says. Known inside this bundle only. */
interface LabelChoices {
    /**
     * From now on that output is the model's label, or none for {@link Labels#NOTHING}; what was counted by another is
     * forgotten.
     */
    void choose(String model, String output);

    /** Nobody says any more: {@link Labels#pick} does. */
    void forget(String model);
}
