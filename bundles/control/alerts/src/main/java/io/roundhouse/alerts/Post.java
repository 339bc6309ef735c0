package io.roundhouse.alerts;

import io.roundhouse.alerts.Message.Told;
import io.roundhouse.server.control.Alerts.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is told what and when. Alerts of equal labels {@code group_by} are one message; the first waits for more to
 * come, the next for a change, and without a change it is said again in hours. One thread.
 */
final class Post {
    private final Telling telling;
    private final Map<Key, Bundle> bundles = new LinkedHashMap<>();

    Post(Telling telling) {
        this.telling = telling;
    }

    /** Goes on with what was told before, by receivers that still are. */
    Post(Telling telling, Post before) {
        this.telling = telling;
        before.bundles.forEach((key, bundle) -> {
            if (telling.destinations().stream().anyMatch(one -> one.name().equals(key.destination()))) {
                bundles.put(key, bundle);
            }
        });
    }

    /** What a group of one receiver is told apart by. */
    record Key(String destination, Map<String, String> labels) {
        Key {
            labels = Map.copyOf(labels);
        }
    }

    /**
     * What a receiver knows of a group.
     *
     * @param sent when each alert that it knows of began to fire
     */
    record Known(Key key, long sentAt, Map<Identity, Long> sent) {
        Known {
            sent = Map.copyOf(sent);
        }
    }

    List<Known> known() {
        return bundles.entrySet().stream()
                .filter(entry -> entry.getValue().sentAt > 0)
                .map(entry -> new Known(entry.getKey(), entry.getValue().sentAt, entry.getValue().sent))
                .toList();
    }

    void restore(Known known) {
        Bundle bundle = new Bundle(known.sentAt());
        bundle.sentAt = known.sentAt();
        bundle.sent.putAll(known.sent());
        bundles.put(known.key(), bundle);
    }

    List<Message> step(long now, Collection<Standing> standings) {
        Map<Identity, Standing> all = new HashMap<>();
        standings.forEach(standing -> all.put(standing.identity(), standing));
        List<Message> messages = new ArrayList<>();
        for (Destination destination : telling.destinations()) {
            Map<Key, List<Standing>> firing = firing(destination, standings);
            firing.keySet().forEach(key -> bundles.computeIfAbsent(key, begun -> new Bundle(now)));
            bundles.entrySet().removeIf(entry -> {
                if (!entry.getKey().destination().equals(destination.name())) {
                    return false;
                }
                List<Standing> fires = firing.getOrDefault(entry.getKey(), List.of());
                Message message = look(now, destination, entry.getKey(), entry.getValue(), fires, all);
                if (message != null) {
                    messages.add(message);
                }
                return fires.isEmpty() && isForgotten(entry.getValue(), now);
            });
        }
        return messages;
    }

    /** What flaps is not begun anew each time: it would wait for the others for ever. */
    private boolean isForgotten(Bundle bundle, long now) {
        long waits = telling.groupWait().plus(telling.groupInterval()).toMillis();
        return bundle.sent.isEmpty() && now - Math.max(bundle.begun, bundle.sentAt) > waits;
    }

    private Map<Key, List<Standing>> firing(Destination destination, Collection<Standing> standings) {
        Map<Key, List<Standing>> firing = new LinkedHashMap<>();
        for (Standing standing : standings) {
            String severity = standing.rule().severity();
            if (standing.isFiring() && !standing.isMuted() && destination.takes(severity)) {
                Map<String, String> labels = Labels.chosen(standing.identity().all(severity), telling.groupBy());
                firing.computeIfAbsent(new Key(destination.name(), labels), key -> new ArrayList<>())
                        .add(standing);
            }
        }
        return firing;
    }

    private @Nullable Message look(
            long now,
            Destination destination,
            Key key,
            Bundle bundle,
            List<Standing> firing,
            Map<Identity, Standing> all) {
        List<Identity> resolved = bundle.sent.keySet().stream()
                .filter(identity -> !fires(all.get(identity)))
                .toList();
        boolean news = !resolved.isEmpty() || firing.stream().anyMatch(bundle::isNews);
        boolean due = bundle.sentAt == 0
                ? now - bundle.begun >= telling.groupWait().toMillis()
                : now - bundle.sentAt >= telling.groupInterval().toMillis();
        boolean again = !firing.isEmpty()
                && bundle.sentAt > 0
                && now - bundle.sentAt >= telling.repeatInterval().toMillis();
        if (!(news && due) && !again) {
            return null;
        }
        List<Told> told = new ArrayList<>();
        firing.forEach(standing -> told.add(told(standing)));
        resolved.forEach(identity -> told.add(over(identity, all.get(identity), now)));
        resolved.forEach(bundle.sent::remove);
        firing.forEach(standing -> bundle.sent.put(standing.identity(), standing.since()));
        bundle.sentAt = now;
        List<Told> fitting = told.subList(0, Math.min(told.size(), Message.ALERTS_MAX));
        return new Message(destination, key.labels(), fitting, told.size() - fitting.size(), !firing.isEmpty());
    }

    private static boolean fires(@Nullable Standing standing) {
        return standing != null && standing.isFiring();
    }

    private static Told told(Standing standing) {
        return new Told(
                standing.identity().all(standing.rule().severity()),
                standing.alert().summary(),
                standing.since(),
                0);
    }

    /** One that does not fire any more; it may be pending again, or forgotten. */
    private static Told over(Identity identity, @Nullable Standing standing, long now) {
        if (standing == null) {
            return new Told(identity.all(""), "resolved", now, now);
        }
        return new Told(
                identity.all(standing.rule().severity()),
                standing.alert().summary(),
                standing.firedAt(),
                standing.state() == State.RESOLVED ? standing.since() : now);
    }

    private static final class Bundle {
        private final long begun;
        private final Map<Identity, Long> sent = new LinkedHashMap<>();
        private long sentAt;

        Bundle(long begun) {
            this.begun = begun;
        }

        boolean isNews(Standing standing) {
            Long known = sent.get(standing.identity());
            return known == null || known != standing.since();
        }
    }
}
