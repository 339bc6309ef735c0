package io.roundhouse.onnxruntime;

import ai.onnxruntime.ValueInfo;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two classes of the Java binding, defined with other constants before anybody uses them.
 *
 * <p>{@code OnnxRuntime} reads the natives' folder from a system property of a name that only this revision knows, so
 * engine bundles that start at once cannot read each other's, and no lock over all of them is needed. {@code
 * OrtEnvironment} gives its shutdown hook to {@link EnvironmentHook}. Neither needs access to internals of the JDK, and
 * the classes in the bundle stay as they were released; a release whose classes lack the constants is refused.
 *
 * <p>Nothing may mention {@code OrtEnvironment} in a way that loads it before {@link #load}, as a lambda that returns
 * one does; loading it twice would be a {@link LinkageError}.
 */
final class OrtClasses {
    private static final String PATH_PROPERTY = "onnxruntime.native.path";
    private static boolean loaded; // of this class loader, like the library; under the lock of this class

    private OrtClasses() {}

    /** Whether this class loader has its natives already. */
    static synchronized boolean areLoaded() {
        return loaded;
    }

    /** Defines the two classes and loads the natives; once a class loader, on a thread that ends. */
    static synchronized void load(Natives natives) throws IOException {
        String property = PATH_PROPERTY + "." + natives.name();
        define("OnnxRuntime", Map.of(PATH_PROPERTY, property));
        String hook = EnvironmentHook.class.getName().replace('.', '/');
        define("OrtEnvironment", Map.of("java/lang/Runtime", hook, "()Ljava/lang/Runtime;", "()L" + hook + ";"));
        System.setProperty(property, natives.directory().toString());
        try {
            Class.forName("ai.onnxruntime.OrtEnvironment", true, OrtClasses.class.getClassLoader());
            loaded = true;
        } catch (ClassNotFoundException e) {
            throw new IOException("this bundle has no OrtEnvironment", e);
        } finally {
            System.clearProperty(property);
            deleteTemporaryFolder();
        }
    }

    private static void define(String name, Map<String, String> texts) throws IOException {
        String file = "ai/onnxruntime/" + name + ".class";
        try (InputStream in = OrtClasses.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("this bundle has no " + file);
            }
            byte[] renamed = ClassConstants.rename(in.readAllBytes(), texts);
            MethodHandles.privateLookupIn(ValueInfo.class, MethodHandles.lookup())
                    .defineClass(renamed);
        } catch (IOException e) {
            throw new IOException(name + " is not as this engine knows it: " + e.getMessage(), e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the classes of ONNX Runtime must be in this bundle", e);
        }
    }

    /** The binding leaves an empty folder below the temporary folder for each class loader that loads it. */
    private static void deleteTemporaryFolder() {
        try {
            Field folder = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
            folder.setAccessible(true);
            @Nullable Path path = (Path) folder.get(null);
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (ReflectiveOperationException | IOException | LinkageError e) {
            return; // it goes when the process ends
        }
    }
}
