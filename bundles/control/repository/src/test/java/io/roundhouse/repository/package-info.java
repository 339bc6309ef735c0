@NullMarked
package io.roundhouse.repository;

import org.jspecify.annotations.NullMarked;
