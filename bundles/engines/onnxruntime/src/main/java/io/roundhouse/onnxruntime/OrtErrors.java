package io.roundhouse.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.util.regex.Pattern;

/**
 * What ORT throws, as answers. The cause is not attached: an exception that somebody keeps, in a model's status for
 * example, would keep this bundle's classes and with them the natives.
 */
final class OrtErrors {
    private static final int SENTENCE_LENGTH_MAX = 400;
    private static final Pattern PREFIX = Pattern.compile("^Error code - \\w+ - message: ");
    private static final Pattern FOLDERS = Pattern.compile("(?<![\\w.])(?:/[^\\s/:'\"]+)+/(?=[^\\s/:'\"])");
    private static final Pattern SOURCE = Pattern.compile("[\\w.]+\\.(?:cc|h):\\d+ [^()]*\\([^)]*\\)(?: const)? ?");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private OrtErrors() {}

    /** While a model was loaded. */
    static InferenceException load(String model, String folder, Throwable thrown) {
        return new InferenceException(ErrorCode.LOAD_FAILED, model + " could not be loaded: " + clean(thrown, folder));
    }

    /** While a batch was run. */
    static InferenceException run(String model, Throwable thrown) {
        boolean caller = thrown instanceof OrtException e && e.getCode() == OrtErrorCode.ORT_INVALID_ARGUMENT;
        return new InferenceException(
                caller ? ErrorCode.INVALID_INPUT : ErrorCode.ENGINE_FAILED,
                model + (caller ? " refused the input: " : " failed: ") + clean(thrown, ""));
    }

    /**
     * Whether memory that was prepared for an output may have been of another shape than the output. Each release says
     * it in other words, but all speak of shapes; a run more than needed for another complaint about shapes costs little.
     */
    static boolean isAboutShape(OrtException thrown) {
        return String.valueOf(thrown.getMessage()).contains("shape");
    }

    /** One line, without the code in front, the places in ORT's source and folders. */
    static String clean(Throwable thrown, String folder) {
        String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        String known =
                folder.isEmpty() ? message : message.replace(folder + "/", "").replace(folder, ".");
        String plain = PREFIX.matcher(known).replaceFirst("");
        String own = SOURCE.matcher(FOLDERS.matcher(plain).replaceAll("")).replaceAll("");
        String line = SPACE.matcher(own).replaceAll(" ").trim();
        return line.length() <= SENTENCE_LENGTH_MAX ? line : line.substring(0, SENTENCE_LENGTH_MAX) + "…";
    }
}
