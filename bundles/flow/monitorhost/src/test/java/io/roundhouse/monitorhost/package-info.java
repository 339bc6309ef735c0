@NullMarked
package io.roundhouse.monitorhost;

import org.jspecify.annotations.NullMarked;
