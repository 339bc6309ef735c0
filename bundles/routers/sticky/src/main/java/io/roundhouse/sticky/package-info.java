/**
 * Routes by weight, and keeps a user with an arm: who is the user says a request parameter or a header. Begin with {@code
 * StickyRouter}.
 */
@NullMarked
package io.roundhouse.sticky;

import org.jspecify.annotations.NullMarked;
