/** The smallest useful router. Begin with {@code ByHeaderRouter}. */
@NullMarked
package io.roundhouse.example.byheader;

import org.jspecify.annotations.NullMarked;
