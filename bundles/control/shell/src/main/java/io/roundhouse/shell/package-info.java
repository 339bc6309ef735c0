/** Karaf commands of the scope {@code roundhouse}: tables for people, {@code --json} for scripts. */
@NullMarked
package io.roundhouse.shell;

import org.jspecify.annotations.NullMarked;
