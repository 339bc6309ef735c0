@NullMarked
package io.roundhouse.http;

import org.jspecify.annotations.NullMarked;
