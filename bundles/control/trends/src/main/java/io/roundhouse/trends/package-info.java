/**
 * Trends: the important numbers of the server by minute, hour and day, over months. {@link
 * io.roundhouse.trends.TrendsComponent} ties it together: one thread looks at the numbers, one writes what a minute gave
 * into the database, and few read it for those who ask. While the database is gone, minutes wait in a bounded buffer.
 */
@NullMarked
package io.roundhouse.trends;

import org.jspecify.annotations.NullMarked;
