/** The rules of the house, each a test that fails when it looked at nothing. Begin with {@code House}. */
@NullMarked
package io.roundhouse.architecture;

import org.jspecify.annotations.NullMarked;
