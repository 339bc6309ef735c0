@NullMarked
package io.roundhouse.shell;

import org.jspecify.annotations.NullMarked;
