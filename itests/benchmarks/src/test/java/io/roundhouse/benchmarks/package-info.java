@NullMarked
package io.roundhouse.benchmarks;

import org.jspecify.annotations.NullMarked;
