package io.roundhouse.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ORT throws, as answers. The cause is not attached: an exception that somebody keeps, in a model's status for
 * example, would keep this bundle's classes and with them the natives.
 */
final class OrtErrors {
    private static final int SENTENCE_LENGTH_MAX = 400;
    private static final Pattern PREFIX = Pattern.compile("^Error code - \\w+ - message: ");
    private static final Pattern FOLDERS = Pattern.compile("(?<![\\w.])(?:/[^\\s/:'\"]+)+/(?=[^\\s/:'\"])");
    private static final Pattern SOURCE = Pattern.compile(
            "[\\w.]+\\.(?:cc|h):\\d+ (?:[^()\"';=]*\\([^)]*\\)(?: const)?(?: \\[with [^\\]]*])? ?|\\w+ )");
    private static final Pattern STATUS = Pattern.compile("\\[ONNXRuntimeError] : \\d+ : \\w+ : ");
    private static final Pattern CALL =
            Pattern.compile(" ?; GPU=-?\\d+ ; hostname=\\S* ; file=[^;]* ; line=\\d+ ; expr=[^;]*;?");
    private static final Pattern MISSING = Pattern.compile("(lib[\\w.+-]+): cannot open shared object file");
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

    /** Why a provider does not start, and what an operator can do about it. */
    static String start(Throwable thrown) {
        String line = clean(thrown, "");
        Matcher missing = MISSING.matcher(line);
        return missing.find()
                ? missing.group(1)
                        + " is not on this machine, or not where libraries are looked for; install what it is"
                        + " a part of, or name its folder in LD_LIBRARY_PATH before the server starts"
                : line;
    }

    /** Whether a provider's library could not be loaded; else it was, and then failed. */
    static boolean isAboutLibrary(OrtException thrown) {
        String message = String.valueOf(thrown.getMessage());
        return message.contains("Failed to load library")
                || message.contains("was not compiled with")
                || message.contains("not enabled in this build");
    }

    /** One line, without the code in front, the places in ORT's source, folders and this machine's name. */
    static String clean(Throwable thrown, String folder) {
        String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        String known =
                folder.isEmpty() ? message : message.replace(folder + "/", "").replace(folder, ".");
        String plain = PREFIX.matcher(known).replaceFirst("");
        String call = CALL.matcher(plain).replaceAll("");
        String status = STATUS.matcher(call).replaceAll("");
        String own = SOURCE.matcher(FOLDERS.matcher(status).replaceAll("")).replaceAll("");
        String line = SPACE.matcher(own).replaceAll(" ").trim();
        return line.length() <= SENTENCE_LENGTH_MAX ? line : line.substring(0, SENTENCE_LENGTH_MAX) + "…";
    }
}
