package io.roundhouse.tabular;

/** The number that a text becomes; many threads at once. */
interface TextNumber {
    /** That of the element at hand; NaN when it has none. */
    double of(Texts at);
}
