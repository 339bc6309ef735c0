/**
 * The stage stepcache: many requests, one call of the engine. {@link BatcherComponent} is the shell; {@link ModelBatcher} is
 * one loaded model's queue and threads.
 */
@NullMarked
package io.roundhouse.stepcache;

import org.jspecify.annotations.NullMarked;
