/**
 * Routes by rules on headers, parameters and priority; what no rule matches goes by weight. Begin with {@code
 * MatchRouter}.
 */
@NullMarked
package io.roundhouse.match;

import org.jspecify.annotations.NullMarked;
