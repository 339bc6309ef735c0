package io.roundhouse.image;

import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * Uses the room three times, each from a class loader of its own that stands for a bundle revision and is the context of
 * the calling thread; the thread outlives them. Prints what is left.
 */
final class UnloadProgram {
    static final String GONE = "revisions left: 0";

    private static final int LOOKS = 200; // each asks for a collection; a few are enough

    private UnloadProgram() {}

    public static void main(String[] arguments) throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        List<WeakReference<ClassLoader>> revisions = new ArrayList<>();
        for (int cycle = 0; cycle < 3; cycle++) {
            revisions.add(useOnce());
        }
        long left = revisions.size();
        for (int i = 0; i < LOOKS && left > 0; i++) {
            System.gc();
            left = revisions.stream().filter(revision -> revision.get() != null).count();
        }
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeAll(before);
        System.out.println(
                "threads left: " + threads.stream().map(Thread::getName).toList());
        System.out.println("revisions left: " + left);
    }

    private static WeakReference<ClassLoader> useOnce() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader revision = revision()) {
            thread.setContextClassLoader(revision);
            TransformerFactory factory = (TransformerFactory) revision.loadClass(ImageComponent.class.getName())
                    .getConstructor()
                    .newInstance();
            ModelArtifact none = new ModelArtifact(new ModelId("m", "1"), Path.of("."), "");
            try (Transformer step = factory.create(none, Given.settings("size=8,8"))) {
                for (String file : Given.FILES) {
                    step.apply(Given.pictures(Given.picture(file)));
                }
            }
            return new WeakReference<>(revision);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The bundle's own classes from a loader of their own, all others from the program's. */
    private static URLClassLoader revision() throws IOException {
        StringTokenizer entries = new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
        List<URL> path = new ArrayList<>();
        while (entries.hasMoreTokens()) {
            path.add(Path.of(entries.nextToken()).toUri().toURL());
        }
        return new URLClassLoader(path.toArray(new URL[0]), UnloadProgram.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (!name.startsWith("io.roundhouse.image.")) {
                    return super.loadClass(name, resolve);
                }
                synchronized (getClassLoadingLock(name)) {
                    Class<?> known = findLoadedClass(name);
                    return known == null ? findClass(name) : known;
                }
            }
        };
    }
}
