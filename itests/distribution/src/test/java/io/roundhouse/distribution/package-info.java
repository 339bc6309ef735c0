/** The distribution as an operator and a client see it: a process, HTTP, a shell, and what the kernel tells of it. */
@NullMarked
package io.roundhouse.distribution;

import org.jspecify.annotations.NullMarked;
