package io.roundhouse.trends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundle as it is shipped, with a class loader that knows no library but those within it, as in the container. */
class EmbeddedIT {
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
                return EmbeddedIT.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }

    @Test
    void writesFromItsBundleAndLeavesNothing(@TempDir Path folder) throws Exception {
        WeakReference<ClassLoader> loader = use(folder);

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (loader.get() != null && System.nanoTime() - end < 0) {
            System.gc();
        }
        assertThat(loader.get()).as("the bundle's class loader").isNull();
    }

    private static WeakReference<ClassLoader> use(Path folder) throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (URLClassLoader bundle = new URLClassLoader(new URL[] {jar().toUri().toURL()}, new Container(imports()))) {
            assertThat(bundle.loadClass("io.roundhouse.trends.TrendsComponent").getConstructors())
                    .hasSize(1);
            write(bundle, "jdbc:h2:file:" + folder.resolve("trends") + ";DB_CLOSE_ON_EXIT=FALSE");
            assertThat(folder.resolve("trends.mv.db")).isNotEmptyFile();
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (!before.contains(thread) && thread.getName().matches("(?s).*(roundhouse-trends|H2).*")) {
                    thread.join(1_000);
                    assertThat(thread.isAlive())
                            .as("thread '%s'", thread.getName())
                            .isFalse();
                }
            }
            return new WeakReference<>(bundle);
        }
    }

    /** As {@code new JdbcStore(new Connections(settings), settings).write(batch)}. */
    private static void write(ClassLoader bundle, String url) throws Exception {
        Object secret = make(bundle, "Secret", "");
        Object minute = constant(bundle, "MINUTE");
        Object kept = Map.of(minute, 2, constant(bundle, "HOUR"), 60, constant(bundle, "DAY"), 1826);
        Object keep = make(bundle, "Keep", List.of());
        Object settings = make(bundle, "TrendsSettings", url, "", secret, "", keep, 10, 100, kept);
        Object key = make(bundle, "SeriesKey", "cpu", Map.of("core", "1"), false);
        Object batch = make(bundle, "Batch", 1L, Town.START, Map.of(key, make(bundle, "Rolled", 1L, 1.0, 1.0, 1.0)));
        Object store = make(bundle, "JdbcStore", make(bundle, "Connections", settings), settings);
        call(store, "write", batch);
        assertThat(call(store, "prune", Town.START)).isEqualTo(0);
        call(store, "close");
    }

    private static Object make(ClassLoader bundle, String name, Object... arguments) throws Exception {
        for (Constructor<?> constructor :
                bundle.loadClass("io.roundhouse.trends." + name).getDeclaredConstructors()) {
            if (constructor.getParameterCount() == arguments.length) {
                constructor.setAccessible(true);
                return constructor.newInstance(arguments);
            }
        }
        throw new NoSuchMethodException(name);
    }

    private static Object constant(ClassLoader bundle, String name) throws Exception {
        for (Object constant : bundle.loadClass("io.roundhouse.trends.Table").getEnumConstants()) {
            if (constant.toString().equals(name)) {
                return constant;
            }
        }
        throw new NoSuchFieldException(name);
    }

    private static Object call(Object target, String name, Object... arguments) throws Exception {
        for (Method method : target.getClass().getDeclaredMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                method.setAccessible(true);
                Object result = method.invoke(target, arguments);
                return result == null ? target : result;
            }
        }
        throw new NoSuchMethodException(name);
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("roundhouse-trends-[0-9.]+\\.jar"))
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
}
