package io.roundhouse.host;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.model.ModelSpec;
import java.util.List;

/** What the two sides say to each other beside inference; {@link Messages} puts it on the wire. */
sealed interface Message {
    /** The child's first word on every line. */
    record Hello(String token, long pid, int lane) implements Message {
        /** The line for everything but inference. */
        static final int CONTROL = 0xffff;
    }

    /** What is to be loaded; once, after the first word. */
    record Load(String model, String version, String digest, String directory, Settings settings) implements Message {}

    /**
     * It is loaded; as many lanes come as there may be calls at once.
     *
     * @param notes as of {@link io.roundhouse.spi.engine.LoadedModel#notes}
     */
    record Loaded(ModelSpec spec, int instances, List<String> notes) implements Message {
        public Loaded {
            notes = List.copyOf(notes);
        }
    }

    /** It could not be loaded. */
    record Failed(ErrorCode code, String sentence) implements Message {}

    /**
     * The file of slots is there, and lanes may come.
     *
     * @param slotBytes of one slot; 0 when there is no file and everything goes over the lines
     */
    record Slots(int lanes, int slotBytes) implements Message {}

    /** Are you there? */
    record Ping(long number) implements Message {}

    /**
     * Yes.
     *
     * @param residentBytes memory that the process takes now
     */
    record Pong(long number, long residentBytes) implements Message {}

    /** Close what is loaded, and end. */
    record Bye() implements Message {}
}
