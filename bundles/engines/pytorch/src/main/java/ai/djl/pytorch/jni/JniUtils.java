package ai.djl.pytorch.jni;

import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/** Holds the logger that the native library tells the stack of an error, for it to be thrown away: what is thrown says enough. */
final class JniUtils {
    @SuppressWarnings("unused") // the native library reads it
    private static final Logger logger = NOPLogger.NOP_LOGGER;

    private JniUtils() {}
}
