package io.roundhouse.repository;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * What a configuration needs no YAML for: aliases (ten lines of them unfold to gigabytes), tags (they name classes), deep
 * nesting (the composer recurses), any size. Looked for in the stream of events, before anything is built.
 *
 * @param eventsMax about as many keys and values
 */
record YamlLimits(int bytesMax, int eventsMax) {
    static final int DEPTH_MAX = 16;

    /** Of what a person writes. */
    static final YamlLimits HAND_WRITTEN = new YamlLimits(256 * 1024, 20_000);

    /** Before a byte of it is read. */
    void checkSize(String file, long bytes) {
        if (bytes > bytesMax) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    file + " has " + bytes + " bytes, at most " + bytesMax + " are allowed");
        }
    }

    void check(String file, LoadSettings settings, String text) {
        int depth = 0;
        int events = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (++events > eventsMax) {
                throw wrong(file, event, "there are more than " + eventsMax + " keys and values");
            }
            if (event instanceof AliasEvent) {
                throw wrong(file, event, "aliases (*name) are not allowed; write the value where it is needed");
            } else if (event instanceof ScalarEvent scalar) {
                refuseTag(file, event, scalar.getTag());
            } else if (event instanceof CollectionStartEvent start) {
                refuseTag(file, event, start.getTag());
                if (++depth > DEPTH_MAX) {
                    throw wrong(file, event, "sections are nested more than " + DEPTH_MAX + " deep");
                }
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    private static void refuseTag(String file, Event event, Optional<String> tag) {
        if (tag.isPresent()) {
            throw wrong(file, event, "tags are not allowed, found '" + tag.get() + "'; write the plain value");
        }
    }

    private static InferenceException wrong(String file, Event event, String sentence) {
        String place = event.getStartMark()
                .map(mark -> file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                .orElse(file);
        return new InferenceException(ErrorCode.INVALID_CONFIGURATION, place + ": " + sentence);
    }
}
