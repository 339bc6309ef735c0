/**
 * Learns from rewards which arm is worth most and gives it most of the requests. Begin with {@code BanditRouter}; what is
 * known of an arm is its {@code Posterior}, and {@code Thompson} turns that into shares.
 */
@NullMarked
package io.roundhouse.bandit;

import org.jspecify.annotations.NullMarked;
