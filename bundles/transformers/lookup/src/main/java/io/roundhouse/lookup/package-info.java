/**
 * The step {@code lookup}: adds columns by key from a database or from Redis. {@link
 * io.roundhouse.lookup.LookupComponent} makes the steps, {@link io.roundhouse.lookup.StoreComponent} is one store of the
 * operator's. Request threads read the cache and wait, for a bounded time, for what the stores' own few threads fetch.
 */
@NullMarked
package io.roundhouse.lookup;

import org.jspecify.annotations.NullMarked;
