package io.roundhouse.image;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.io.IOException;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.PrivilegedAction;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's JPEG decoder (libjpeg, in {@code java.desktop}). Nothing of the bundle stays in it: a reader is made for each
 * picture and disposed of, and the one thread that Java2D starts for the life of the process knows no bundle.
 */
final class JpegReaders {
    private final ImageReaderSpi provider;

    private JpegReaders(ImageReaderSpi provider) {
        this.provider = provider;
    }

    /** Finds the decoder and makes a reader, so that a Java runtime without it fails here and not at the first picture. */
    static JpegReaders find() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(null);
        try {
            awaken();
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
            while (readers.hasNext()) {
                ImageReader reader = readers.next();
                reader.dispose();
                if ("java.desktop".equals(reader.getClass().getModule().getName())) {
                    return new JpegReaders(reader.getOriginatingProvider());
                }
            }
        } catch (LinkageError | ReflectiveOperationException e) {
            throw missing(e);
        } finally {
            thread.setContextClassLoader(before);
        }
        throw missing(null);
    }

    /**
     * Whoever looks into the JDK's registry first is kept by it for ever: by its context class loader in AWT's context,
     * and up to JDK 23 by every class on its stack, in an access control context for each decoder. So the first look is
     * taken without a context class loader and from a stack that begins anew in the JDK: {@code Subject} calls a proxy of
     * a method handle, and no class of ours stands in between. {@code UnloadTest} shows that it takes both.
     */
    @SuppressWarnings("removal") // when Subject loses this method, the JDK has no access control contexts any more
    private static void awaken() throws ReflectiveOperationException {
        PrivilegedAction<?> look = MethodHandleProxies.asInterfaceInstance(
                PrivilegedAction.class,
                MethodHandles.publicLookup()
                        .findStatic(IIORegistry.class, "getDefaultInstance", MethodType.methodType(IIORegistry.class)));
        Subject.doAsPrivileged(new Subject(), look, null);
    }

    private static InferenceException missing(@Nullable Throwable cause) {
        return new InferenceException(
                ErrorCode.LOAD_FAILED,
                "image: this Java runtime (" + System.getProperty("java.home")
                        + ") has no working JPEG decoder; it needs the module java.desktop with its native libraries",
                cause);
    }

    /** For one picture and one thread; the caller disposes of it. */
    ImageReader open() throws IOException {
        return provider.createReaderInstance();
    }
}
