/**
 * What an operator's tools ask over HTTP: rollouts, as in the shell's {@code roundhouse:rollout}, and more. Who may ask stands
 * in {@link io.roundhouse.admin.Gate}. The statuses of errors are {@code edge/http}'s alone: this room throws, and the filter
 * there answers.
 */
@NullMarked
package io.roundhouse.admin;

import org.jspecify.annotations.NullMarked;
