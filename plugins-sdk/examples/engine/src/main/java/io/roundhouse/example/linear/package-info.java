/** The smallest useful engine: a matrix in a text file. Begin with {@code LinearEngine}. */
@NullMarked
package io.roundhouse.example.linear;

import org.jspecify.annotations.NullMarked;
