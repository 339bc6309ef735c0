package io.roundhouse.openinference;

import io.roundhouse.api.tensor.Shape;

/** Commas and brackets of a tensor's data: either one flat array, or arrays nested as the shape says. */
final class Nesting {
    private final String name;
    private final Shape shape;
    private int depth = 1;
    private int elementDepth; // of the first element; all must stand there
    private long inInnermost;
    private boolean afterValue;
    private boolean afterComma;

    Nesting(String name, Shape shape) {
        this.name = name;
        this.shape = shape;
    }

    void value() {
        if (afterValue) {
            throw broken("misses a comma");
        }
        if (elementDepth != depth) {
            if (elementDepth != 0 || (depth != 1 && depth != shape.rank())) {
                throw broken("is neither flat nor nested as its shape " + shape);
            }
            elementDepth = depth;
        }
        inInnermost++;
        afterValue = true;
        afterComma = false;
    }

    void comma() {
        if (!afterValue) {
            throw broken("has a comma too many");
        }
        afterValue = false;
        afterComma = true;
    }

    /** A comma follows, if anything does: whoever reads has seen to it. */
    void separated() {
        afterValue = false;
    }

    void open() {
        if (afterValue) {
            throw broken("misses a comma");
        }
        if (++depth > shape.rank()) {
            throw broken("is nested deeper than its shape " + shape);
        }
        inInnermost = 0;
        afterComma = false;
    }

    /** Whether this was the closing bracket of the whole. */
    boolean close() {
        if (afterComma) {
            throw broken("has a comma too many");
        }
        if (depth == 1) {
            return true;
        }
        if (depth == shape.rank() && inInnermost != shape.dim(shape.rank() - 1)) {
            throw broken("has a row of " + inInnermost + " elements, its shape is " + shape);
        }
        depth--;
        inInnermost = 0;
        afterValue = true;
        return false;
    }

    RuntimeException tooMany() {
        return broken("has more elements than its shape " + shape + " holds");
    }

    RuntimeException tooFew() {
        return broken("has fewer elements than its shape " + shape + " holds");
    }

    private RuntimeException broken(String what) {
        return Refusal.input("the data of input " + Refusal.quote(name) + " " + what);
    }
}
