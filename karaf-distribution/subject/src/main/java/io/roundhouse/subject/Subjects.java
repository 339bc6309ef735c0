package io.roundhouse.subject;

import java.security.AccessControlContext;
import java.security.PrivilegedAction;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The methods of {@link Subject} that are called here instead, with the same signatures. A thread has the subject of the
 * thread that started it, as it was up to JDK 23: the shell runs each part of a pipe on a thread of its own.
 */
public final class Subjects {
    private static final InheritableThreadLocal<@Nullable Subject> CURRENT = new InheritableThreadLocal<>();

    private Subjects() {}

    /** As {@link Subject#getSubject}; the context is not asked, because JDK 24 keeps nothing in it. */
    @SuppressWarnings("removal")
    public static @Nullable Subject getSubject(AccessControlContext context) {
        return CURRENT.get();
    }

    /** As {@link Subject#doAs(Subject, PrivilegedAction)}. */
    public static <T> T doAs(Subject subject, PrivilegedAction<T> action) {
        Subject before = CURRENT.get();
        CURRENT.set(subject);
        try {
            return action.run();
        } finally {
            restore(before);
        }
    }

    /** As {@link Subject#doAs(Subject, PrivilegedExceptionAction)}. */
    public static <T> T doAs(Subject subject, PrivilegedExceptionAction<T> action) throws PrivilegedActionException {
        Subject before = CURRENT.get();
        CURRENT.set(subject);
        try {
            return action.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new PrivilegedActionException(e);
        } finally {
            restore(before);
        }
    }

    private static void restore(@Nullable Subject before) {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }
}
