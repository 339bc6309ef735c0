/**
 * Routes by weight: each arm answers its share of the requests, the same request id always the same arm, and mirror arms
 * watch a share without ever answering. How it is done stands in {@link io.roundhouse.spi.router.WeightedArms}, which other
 * routers use too.
 */
@NullMarked
package io.roundhouse.weighted;

import org.jspecify.annotations.NullMarked;
