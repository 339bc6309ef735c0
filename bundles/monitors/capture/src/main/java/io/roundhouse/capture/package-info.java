/**
 * The monitor {@code capture}: sampled requests and answers as JSON lines in files. {@link
 * io.roundhouse.capture.CaptureComponent} attaches it; an {@code Exchanges} makes a line, a {@code Redaction} takes out what
 * nobody may read, an {@code Archive} keeps the files within their bounds. All of it on the monitor's own thread, but for
 * its numbers and its report.
 */
@NullMarked
package io.roundhouse.capture;

import org.jspecify.annotations.NullMarked;
