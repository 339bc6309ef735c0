package io.roundhouse.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ClassConstantsTest {
    /** The class that is renamed; it has constants of two numbers, of interfaces and of method handles too. */
    static final class Sample implements Supplier<String> {
        @Override
        public String get() {
            long number = System.nanoTime() & 0x1234_5678_9ABCL;
            Supplier<String> text = () -> number < 0 ? "never" : "before";
            return text.get();
        }
    }

    @Test
    void changesATextAndNothingElse() throws Exception {
        byte[] renamed = ClassConstants.rename(classFile(), Map.of("before", "afterwards"));

        Class<?> sample = new ClassLoader(getClass().getClassLoader()) {
            Class<?> define() {
                return defineClass(Sample.class.getName(), renamed, 0, renamed.length);
            }
        }.define();
        var constructor = sample.getDeclaredConstructor();
        constructor.setAccessible(true);

        assertThat(((Supplier<?>) constructor.newInstance()).get()).isEqualTo("afterwards");
    }

    @Test
    void refusesAClassWithoutTheText() {
        assertThatThrownBy(() -> ClassConstants.rename(classFile(), Map.of("befor", "after")))
                .hasMessageContaining("has no constant [befor]");
    }

    private static byte[] classFile() throws IOException {
        try (InputStream in = ClassConstantsTest.class.getResourceAsStream("ClassConstantsTest$Sample.class")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }
}
