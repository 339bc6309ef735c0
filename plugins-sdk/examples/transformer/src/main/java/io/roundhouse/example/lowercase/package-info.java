/** The smallest useful step before a model. Begin with {@code LowerCaseStep}. */
@NullMarked
package io.roundhouse.example.lowercase;

import org.jspecify.annotations.NullMarked;
