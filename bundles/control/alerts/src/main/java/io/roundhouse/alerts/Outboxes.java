package io.roundhouse.alerts;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** One for each receiver that the rules file names. */
final class Outboxes {
    private final Function<Destination, Outbox> make;
    private final Map<Destination, Outbox> outboxes = new ConcurrentHashMap<>();

    Outboxes(Function<Destination, Outbox> make) {
        this.make = make;
    }

    /** What is written the same goes on with what waits in it. */
    void use(List<Destination> destinations) {
        outboxes.entrySet().removeIf(entry -> {
            boolean gone = !destinations.contains(entry.getKey());
            if (gone) {
                entry.getValue().stop();
            }
            return gone;
        });
        destinations.forEach(destination -> outboxes.computeIfAbsent(destination, this::begin));
    }

    private Outbox begin(Destination destination) {
        Outbox outbox = make.apply(destination);
        outbox.start();
        return outbox;
    }

    void offer(Message message) {
        Outbox outbox = outboxes.get(message.destination());
        if (outbox != null) {
            outbox.offer(message);
        }
    }

    Collection<Outbox> all() {
        return outboxes.values();
    }

    void stop() {
        use(List.of());
    }
}
