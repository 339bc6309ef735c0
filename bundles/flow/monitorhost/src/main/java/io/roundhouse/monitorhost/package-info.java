/**
 * Monitors that are attached to a model while it answers. The entry type is {@link
 * io.roundhouse.monitorhost.MonitorhostComponent}; the part on request threads is {@link io.roundhouse.monitorhost.Post},
 * the life of one monitor {@link io.roundhouse.monitorhost.Watch}, who decides which is to live {@link
 * io.roundhouse.monitorhost.Desk}.
 */
@NullMarked
package io.roundhouse.monitorhost;

import org.jspecify.annotations.NullMarked;
