/**
 * Loads, warms, publishes, drains and closes models, keeps the catalogue of those that answer, and exchanges engines. The
 * entry type is {@link io.roundhouse.lifecycle.LifecycleComponent}; the logic begins at {@link
 * io.roundhouse.lifecycle.Models}.
 */
@NullMarked
package io.roundhouse.lifecycle;

import org.jspecify.annotations.NullMarked;
