package io.roundhouse.openinference;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The path behind {@code /v2}, in pieces. */
final class PathSegments {
    static final String ROOT = "/v2";

    private PathSegments() {}

    static List<String> of(String uri) {
        String rest = uri.substring(Math.min(uri.length(), ROOT.length()));
        if (rest.indexOf('%') >= 0) {
            rest = URLDecoder.decode(rest.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
        int from = rest.startsWith("/") ? 1 : 0;
        int to = rest.endsWith("/") && rest.length() > 1 ? rest.length() - 1 : rest.length();
        return from >= to ? List.of() : List.of(rest.substring(from, to).split("/", -1));
    }

    /**
     * A model asked for, maybe one version of it or what a label names, and what about it.
     *
     * @param action {@code infer}, {@code ready} …; empty for its metadata
     */
    record OfModel(String name, Optional<String> version, Optional<String> label, String action) {
        /** The model, whatever the path says about it. */
        static OfModel of(String name) {
            return new OfModel(name, Optional.empty(), Optional.empty(), "");
        }
    }

    /** Of {@code models/M[/versions/V|/labels/L][/ACTION]}; empty when the path has another form. */
    static Optional<OfModel> model(List<String> segments) {
        int size = segments.size();
        if (size < 2 || size > 5 || !segments.get(0).equals("models")) {
            return Optional.empty();
        }
        boolean versioned = size >= 4 && segments.get(2).equals("versions");
        boolean labelled = size >= 4 && segments.get(2).equals("labels");
        boolean pinned = versioned || labelled;
        if (!pinned && size > 3) {
            return Optional.empty();
        }
        Optional<String> version = versioned ? Optional.of(word(segments.get(3), "version")) : Optional.empty();
        Optional<String> label = labelled ? Optional.of(word(segments.get(3), "label")) : Optional.empty();
        int at = pinned ? 4 : 2;
        String action = size > at ? segments.get(at) : "";
        return Optional.of(new OfModel(word(segments.get(1), "model"), version, label, action));
    }

    /** A name as it is; one that can be nobody's is refused before anybody repeats it. */
    static String word(String word, String what) {
        if (!ModelId.isName(word)) {
            throw new InferenceException(
                    what.equals("model") ? ErrorCode.MODEL_NOT_FOUND : ErrorCode.VERSION_NOT_FOUND,
                    "there is no " + what + " " + Refusal.quote(word));
        }
        return word;
    }
}
