/** Jetty's settings, the limits of every request, error code to status, and health. Nothing here knows a protocol. */
@NullMarked
package io.roundhouse.http;

import org.jspecify.annotations.NullMarked;
