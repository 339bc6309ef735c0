@NullMarked
package io.roundhouse.admin;

import org.jspecify.annotations.NullMarked;
