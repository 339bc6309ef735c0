@NullMarked
package io.roundhouse.openinference;

import org.jspecify.annotations.NullMarked;
