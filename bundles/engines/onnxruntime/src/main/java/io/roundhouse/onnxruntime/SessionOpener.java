package io.roundhouse.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Opens a session on the execution providers that a model asks for. One that is only preferred and is not there, or
 * does not start on this machine, is left out, and {@link #notes} say so. One thread, one model.
 */
final class SessionOpener {
    private final EngineOptions options;
    private final String engine;
    private final Set<String> there;
    private final List<String> notes = new ArrayList<>();
    private final List<String> used = new ArrayList<>();

    /**
     * @param engine name and version, for messages
     * @param there the providers of this build, as {@code model.yaml} calls them
     */
    SessionOpener(EngineOptions options, String engine, Set<String> there) {
        this.options = options;
        this.engine = engine;
        this.there = there;
    }

    /** Makes what is to be opened. */
    interface Opening<T> {
        T with(SessionOptions options) throws OrtException;
    }

    /**
     * Opens.
     *
     * @throws InferenceException {@code INVALID_CONFIGURATION}: what is required is not in this build; {@code
     *     LOAD_FAILED}: it does not start here
     * @throws OrtException the model's own fault
     */
    <T> T open(Opening<T> opening) throws OrtException {
        OrtException failure;
        try (SessionOptions session = options.sessionOptions()) {
            give(session, options.providers());
            return opening.with(session);
        } catch (OrtException e) {
            failure = e;
        }
        List<String> optional = options.providers().stream()
                .filter(wish -> !wish.required() && used.contains(wish.word()))
                .map(ProviderWish::word)
                .toList();
        if (optional.isEmpty()) {
            throw failure;
        }
        used.clear();
        try (SessionOptions session = options.sessionOptions()) {
            give(
                    session,
                    options.providers().stream().filter(ProviderWish::required).toList());
            T opened = opening.with(session); // fails as well where the model is at fault, and not what was preferred
            lacks(String.join(", ", optional), "does not take this model: " + OrtErrors.clean(failure, ""));
            return opened;
        }
    }

    /** What became of the wishes; nothing where there was none but for the processor. After {@link #open}. */
    List<String> notes() {
        List<String> all = new ArrayList<>();
        if (!used.isEmpty() || !notes.isEmpty()) {
            used.add(ProviderWish.CPU);
            all.add("runs on " + String.join(", then ", used));
        }
        all.addAll(notes);
        return List.copyOf(all);
    }

    private void give(SessionOptions session, List<ProviderWish> wishes) {
        for (ProviderWish wish : wishes) {
            if (!there.contains(wish.word())) {
                missing(wish);
            } else {
                give(session, wish);
            }
        }
    }

    private void give(SessionOptions session, ProviderWish wish) {
        boolean device = !wish.word().equals(ProviderWish.CPU);
        if (device && !ProviderHost.PROCESS.claim()) {
            doesNotStart(
                    wish,
                    "is used by another revision of ONNX Runtime in this process; restart the server, or run the"
                            + " engine in a process of its own");
            return;
        }
        try {
            ProviderOptions.add(session, wish);
            if (device) {
                ProviderHost.PROCESS.hasLoaded();
                used.add(wish.word());
            }
        } catch (OrtException e) {
            if (!OrtErrors.isAboutLibrary(e)) {
                ProviderHost.PROCESS.hasLoaded();
            }
            doesNotStart(wish, "does not start on this machine: " + OrtErrors.start(e));
        }
    }

    private void doesNotStart(ProviderWish wish, String why) {
        if (wish.required()) {
            throw new InferenceException(ErrorCode.LOAD_FAILED, "the model requires " + wish.word() + ", which " + why);
        }
        lacks(wish.word(), why);
    }

    private void missing(ProviderWish wish) {
        String why = "is not in this build of " + engine + ", which has " + String.join(", ", there);
        if (wish.required()) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the model requires " + wish.word() + ", which " + why + "; install a build that has it, or say '"
                            + ProviderWish.PREFER + ": " + wish.word() + "' to run without where it is missing");
        }
        lacks(wish.word(), why);
    }

    private void lacks(String word, String why) {
        notes.add(word + " was preferred, but " + why);
    }
}
