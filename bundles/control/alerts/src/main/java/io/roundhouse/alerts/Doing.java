package io.roundhouse.alerts;

import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * What comes of alerts. None of them waits.
 *
 * @param shed percent of the server's places that are to be taken away from now on
 */
record Doing(Consumer<Telling> use, Consumer<Message> tell, Consumer<Deed> act, IntConsumer shed, Draining drains) {}
