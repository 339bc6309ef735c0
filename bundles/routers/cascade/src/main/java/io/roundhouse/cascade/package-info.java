/**
 * Asks the first arm, and the next where the answer is not sure enough. Begin with {@code CascadeRouter}; how sure an
 * answer is says {@code Confidence}.
 */
@NullMarked
package io.roundhouse.cascade;

import org.jspecify.annotations.NullMarked;
