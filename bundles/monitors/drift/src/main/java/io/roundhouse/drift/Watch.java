package io.roundhouse.drift;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What there is once there is a reference. One thread.
 *
 * @param hash of the reference: what was counted by another is of no use
 */
record Watch(List<Summary> reference, long hash, Window window, Court court) {
    static Watch begin(List<Column> columns, List<Summary> reference, DriftSettings settings, long nowMillis) {
        byte[] text = ProfileWriter.write(new Profile(columns, reference)).getBytes(StandardCharsets.UTF_8);
        List<Layout> layouts = reference.stream().map(Summary::layout).toList();
        return new Watch(
                reference,
                Store.crc(text),
                new Window(layouts, settings, nowMillis),
                new Court(columns, settings, nowMillis));
    }

    /** Holds the panes that have ended against the reference. */
    List<Finding> look(long nowMillis) {
        return court.decide(reference, window.summaries(), nowMillis);
    }

    void keep(Store store) throws IOException {
        store.keepPanes(hash, this::write);
    }

    /**
     * Goes on where one with the same reference was.
     *
     * @throws IOException what was kept is broken; this is to be thrown away
     */
    void restore(Store store) throws IOException {
        try {
            store.panes(hash, this::read);
        } catch (RuntimeException e) { // sketches refuse with exceptions of their own
            throw new IOException(e.getMessage(), e);
        }
    }

    private void write(DataOutputStream out) throws IOException {
        court.write(out);
        window.write(out);
    }

    private void read(DataInputStream in) throws IOException {
        court.read(in);
        window.merge(in);
    }
}
