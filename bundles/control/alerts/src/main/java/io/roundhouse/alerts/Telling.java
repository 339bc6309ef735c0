package io.roundhouse.alerts;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who is told, and how often.
 *
 * @param groupBy labels whose values make alerts one message
 * @param groupWait from the first alert of a group to its first message
 * @param groupInterval from one message of a group to the next when something changed
 * @param repeatInterval from one message of a group to the next when nothing changed
 */
record Telling(
        List<String> groupBy,
        Duration groupWait,
        Duration groupInterval,
        Duration repeatInterval,
        List<Destination> destinations) {
    static final Destination LOG = new Destination.Log("log", List.of());
    private static final Duration MAX = Duration.ofDays(7);
    private static final int DESTINATIONS_MAX = 16;

    Telling {
        groupBy = List.copyOf(groupBy);
        destinations = List.copyOf(destinations);
    }

    static Telling read(Settings notify) {
        notify.allow("group_by", "group_wait", "group_interval", "repeat_interval", "to");
        return new Telling(
                notify.has("group_by") ? notify.texts("group_by") : List.of("alert", "model"),
                notify.duration("group_wait", Duration.ofSeconds(30), MAX),
                notify.duration("group_interval", Duration.ofMinutes(5), MAX),
                notify.duration("repeat_interval", Duration.ofHours(4), MAX),
                destinations(notify));
    }

    private static List<Destination> destinations(Settings notify) {
        if (!notify.has("to")) {
            return List.of(LOG);
        }
        List<Destination> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Settings one : notify.sections("to")) {
            one.allow(Destination.KINDS.toArray(new String[0]));
            if (one.keys().size() != 1) {
                throw notify.invalid("to", "must be a list with one kind each, found " + one.keys(), null);
            }
            String kind = one.keys().iterator().next();
            Destination destination =
                    switch (kind) {
                        case "log" -> Destination.log(one.section(kind));
                        case "webhook" -> Destination.webhook(one.section(kind));
                        case "email" -> Destination.email(one.section(kind));
                        default ->
                            throw one.invalid(
                                    kind, "is not known here" + Nearest.suggestion(kind, Destination.KINDS), null);
                    };
            if (!names.add(destination.name())) {
                throw one.invalid(
                        kind, "needs a 'name' of its own, there are two of '" + destination.name() + "'", null);
            }
            all.add(destination);
        }
        if (all.size() > DESTINATIONS_MAX) {
            throw notify.invalid("to", "may have at most " + DESTINATIONS_MAX + " entries, has " + all.size(), null);
        }
        return all;
    }
}
