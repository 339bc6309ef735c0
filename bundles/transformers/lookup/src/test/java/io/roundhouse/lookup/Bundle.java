package io.roundhouse.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.FakeModelArtifact;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The bundle as it is shipped, with a class loader that knows no library but those within it, as in the container. */
final class Bundle implements AutoCloseable {
    private final URLClassLoader loader;
    private final Object component;
    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    /** What the container gives: the packages that the bundle imports, of the JDK or of ours, and nothing else. */
    private static final class Container extends ClassLoader {
        private final Set<String> imports;

        Container(Set<String> imports) {
            super(null);
            this.imports = imports;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("java.")) {
                return getPlatformClassLoader().loadClass(name);
            }
            if (imports.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))))) {
                return Bundle.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }

    Bundle() throws IOException, ReflectiveOperationException {
        loader = new URLClassLoader(new URL[] {jar().toUri().toURL()}, new Container(imports()));
        component = type("LookupComponent").getConstructor().newInstance();
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("roundhouse-lookup-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the bundle is not built: this test runs after 'package'"));
        }
    }

    private static Set<String> imports() throws IOException {
        try (JarFile jar = new JarFile(jar().toFile())) {
            String header = jar.getManifest().getMainAttributes().getValue("Import-Package");
            return Stream.of(header.replaceAll("\"[^\"]*\"", "").split(","))
                    .map(clause -> clause.replaceFirst(";.*", "").strip())
                    .collect(Collectors.toSet());
        }
    }

    /** Whether the container could make it: all that its constructors name is there. */
    void assertConstructible(String component) throws ClassNotFoundException {
        assertThat(type(component).getConstructors()).hasSize(1);
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return loader.loadClass("io.roundhouse.lookup." + name);
    }

    /** A store of that name, until it is closed. */
    AutoCloseable store(String name, String url, String user, String password) throws ReflectiveOperationException {
        Constructor<?> secret = type("StoreSettings$Secret").getDeclaredConstructor(String.class);
        secret.setAccessible(true);
        Constructor<?> settings = type("StoreSettings").getDeclaredConstructors()[0];
        settings.setAccessible(true);
        Object made = settings.newInstance(name, url, user, secret.newInstance(password), 1, 4, Duration.ofSeconds(5));
        AutoCloseable store = (AutoCloseable) invoke(made, "open");
        invoke(component, "add", store);
        return store;
    }

    private Object invoke(Object target, String name, Object... arguments) throws ReflectiveOperationException {
        for (Method method : target.getClass().getDeclaredMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                method.setAccessible(true);
                try {
                    Object result = method.invoke(target, arguments);
                    return result == null ? target : result;
                } catch (InvocationTargetException e) {
                    throw new AssertionError(name + " failed", e.getCause());
                }
            }
        }
        throw new NoSuchMethodException(name);
    }

    Transformer step(Settings settings) {
        return ((TransformerFactory) component).create(FakeModelArtifact.named("credit", "1"), settings);
    }

    WeakReference<ClassLoader> reference() {
        return new WeakReference<>(loader);
    }

    /** Fails when a thread of it is still alive after a second. */
    void assertNoThreadLeft() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && thread.getName().matches("(?s).*(roundhouse-lookup|H2).*")) {
                thread.join(1_000);
                assertThat(thread.isAlive()).as("thread '%s'", thread.getName()).isFalse();
            }
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    /** Returns when the garbage collector has taken it. */
    static void assertGone(WeakReference<ClassLoader> loader) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (loader.get() != null && System.nanoTime() - end < 0) {
            System.gc();
        }
        assertThat(loader.get()).as("the bundle's class loader").isNull();
    }
}
