@NullMarked
package io.roundhouse.lifecycle;

import org.jspecify.annotations.NullMarked;
