/**
 * Tests that run inside the distribution, as a bundle of it: {@link ContainerIT} is the suite, {@link Inside} what its
 * parts share, {@link Outside} how the container is started.
 */
@NullMarked
package io.roundhouse.karaf;

import org.jspecify.annotations.NullMarked;
