/**
 * Who runs a shell command, on JDK 24 and newer. There {@code Subject.getSubject} throws, and Karaf 4.4, whose sessions
 * and access lists ask it, cannot open a shell. {@link io.roundhouse.subject.SubjectAgent} makes the few classes that
 * ask call {@link io.roundhouse.subject.Subjects} instead. Loaded by {@code bin/server} on those JDKs only.
 */
@NullMarked
package io.roundhouse.subject;

import org.jspecify.annotations.NullMarked;
