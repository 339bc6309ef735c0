package io.roundhouse.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** Rewrites Karaf's shell and our console as they are loaded, and nothing else. */
public final class SubjectAgent implements ClassFileTransformer {
    private SubjectAgent() {}

    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        instrumentation.addTransformer(new SubjectAgent());
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (name == null || !(name.startsWith("org/apache/karaf/") || name.startsWith("io/roundhouse/console/"))) {
            return null;
        }
        try {
            return ClassFile.redirect(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // from bytes in memory: the class is broken, its loader will say so
        }
    }
}
