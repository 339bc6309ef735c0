/** The stage admission: may a request enter now? {@link AdmissionComponent} is the shell, {@link Gate} the logic. */
@NullMarked
package io.roundhouse.admission;

import org.jspecify.annotations.NullMarked;
