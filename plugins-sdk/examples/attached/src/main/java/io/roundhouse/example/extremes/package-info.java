/** The smallest useful monitor that is attached to a model. Begin with {@code ExtremesFactory}. */
@NullMarked
package io.roundhouse.example.extremes;

import org.jspecify.annotations.NullMarked;
