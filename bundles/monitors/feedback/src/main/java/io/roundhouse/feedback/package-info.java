/**
 * Joins labels and rewards, sent long after the answer, with the predictions they belong to. Begin with {@code
 * FeedbackDesk}: the request thread leaves a note, one background thread does everything else.
 */
@NullMarked
package io.roundhouse.feedback;

import org.jspecify.annotations.NullMarked;
