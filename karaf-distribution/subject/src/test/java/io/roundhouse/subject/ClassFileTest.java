package io.roundhouse.subject;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.AccessControlContext;
import java.security.PrivilegedAction;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClassFileTest {
    /** Asks as Karaf does; with numbers in its constant pool that take two places. */
    public static final class Asker implements Supplier<@Nullable Subject> {
        @Override
        @SuppressWarnings("removal")
        public @Nullable Subject get() {
            long two = 0x1234_5678_9abcL + System.nanoTime();
            double places = 2.5 * two;
            return places == 0
                    ? null
                    : Subject.getSubject(new AccessControlContext(new java.security.ProtectionDomain[0]));
        }
    }

    @Test
    void redirectsTheQuestion() throws Exception {
        Subject subject = new Subject();
        Supplier<?> asker = redirected(Asker.class);

        assertThat(Subjects.doAs(subject, (PrivilegedAction<Object>) asker::get))
                .isSameAs(subject);
        assertThat(asker.get()).isNull();
    }

    @Test
    void leavesOtherClassesAlone() throws IOException {
        assertThat(ClassFile.redirect(bytes(String.class))).isNull();
        assertThat(ClassFile.redirect(bytes(java.util.HashMap.class))).isNull();
    }

    @Test
    void givesAThreadTheSubjectOfTheThreadThatStartedIt() throws Exception {
        Subject subject = new Subject();
        Callable<@Nullable Object> ask = redirected(Asker.class)::get;
        FutureTask<@Nullable Object> answer = new FutureTask<>(ask);

        Subjects.doAs(subject, (PrivilegedExceptionAction<Object>) () -> {
            Thread part = new Thread(answer);
            part.start();
            part.join();
            return subject;
        });

        assertThat(answer.get()).isSameAs(subject);
    }

    @Test
    void wrapsCheckedExceptionsAsTheJdkDoes() {
        IOException cause = new IOException();
        PrivilegedExceptionAction<Object> failing = () -> {
            throw cause;
        };

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Subjects.doAs(new Subject(), failing)))
                .isInstanceOf(PrivilegedActionException.class)
                .hasCause(cause);
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in =
                ClassLoader.getSystemResourceAsStream(type.getName().replace('.', '/') + ".class")) {
            assertThat(in).isNotNull();
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    private static Supplier<?> redirected(Class<?> type) throws Exception {
        byte[] bytes = ClassFile.redirect(bytes(type));
        assertThat(bytes).isNotNull();
        ClassLoader loader = new ClassLoader(ClassFileTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.equals(type.getName()) && bytes != null
                        ? defineClass(name, bytes, 0, bytes.length)
                        : super.loadClass(name, resolve);
            }
        };
        return (Supplier<?>)
                loader.loadClass(type.getName()).getDeclaredConstructor().newInstance();
    }
}
