package io.roundhouse.spi.router;

import java.util.List;

/**
 * Which arm answers, and which arms watch: these get the same request, and nobody waits for them.
 *
 * @param answering the name of an arm
 */
public record Route(String answering, List<String> watching) {
    public Route {
        watching = List.copyOf(watching);
    }

    /** This arm answers, nobody watches. */
    public static Route to(String answering) {
        return new Route(answering, List.of());
    }
}
