package io.roundhouse.api.tensor;

/**
 * What a model expects or gives under one name.
 *
 * @param name not empty, at most 256 characters
 * @param shape may hold {@link Shape#ANY}
 */
public record TensorSpec(String name, DataType type, Shape shape) {
    /** The longest name a tensor may have. */
    public static final int NAME_LENGTH_MAX = 256;

    public TensorSpec {
        if (name.isEmpty() || name.length() > NAME_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "a tensor's name must have 1.." + NAME_LENGTH_MAX + " characters, had " + name.length());
        }
    }

    /** As a reader wants it in a message: {@code x FP32 [-1,64]}. */
    @Override
    public String toString() {
        return name + " " + type + " " + shape;
    }
}
