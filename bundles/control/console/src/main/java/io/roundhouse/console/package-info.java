/**
 * The local door to the Karaf shell: a Unix domain socket in the server's data folder, which only the folder's owner
 * can open. {@link io.roundhouse.console.Client} is the other end and runs without OSGi.
 */
@NullMarked
package io.roundhouse.console;

import org.jspecify.annotations.NullMarked;
