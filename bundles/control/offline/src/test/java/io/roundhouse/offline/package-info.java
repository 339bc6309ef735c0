@NullMarked
package io.roundhouse.offline;

import org.jspecify.annotations.NullMarked;
