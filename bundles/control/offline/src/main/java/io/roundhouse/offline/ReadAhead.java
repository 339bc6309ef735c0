package io.roundhouse.offline;

import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads on a thread of its own while another computes and writes: two processors for what are two halves of the work. At
 * most a few batches wait between them.
 */
final class ReadAhead implements RowsReader {
    private static final int BATCHES_MAX = 4;
    private static final long END_MILLIS_MAX = 10_000;

    private final RowsReader reader;
    private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(BATCHES_MAX);
    private final Thread thread = new Thread(this::read, "roundhouse-offline-reader");
    private boolean ended;

    /** Rows, none at the end; or why there are none. */
    private record Item(Tensors rows, @Nullable Exception failure) {}

    private ReadAhead(RowsReader reader) {
        this.reader = reader;
    }

    static ReadAhead of(RowsReader reader) {
        ReadAhead ahead = new ReadAhead(reader);
        ahead.thread.setDaemon(true);
        ahead.thread.start();
        return ahead;
    }

    private void read() {
        try {
            Tensors rows;
            do {
                rows = reader.next();
                queue.put(new Item(rows, null));
            } while (!rows.isEmpty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody wants more
        } catch (IOException | RuntimeException e) {
            fail(e);
        } catch (Error e) { // who waits for rows would wait for ever
            fail(new IllegalStateException("reading failed: " + e, e));
        }
    }

    private void fail(Exception failure) {
        try {
            queue.put(new Item(Tensors.empty(), failure));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Tensors next() throws IOException {
        if (ended) {
            return Tensors.empty();
        }
        Item item;
        try {
            item = queue.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DataFile.cancelled();
        }
        ended = item.rows.isEmpty();
        if (item.failure instanceof IOException io) {
            throw io;
        }
        if (item.failure instanceof RuntimeException failure) {
            throw failure;
        }
        return item.rows;
    }

    @Override
    public double share() {
        return reader.share();
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        try {
            thread.join(END_MILLIS_MAX); // it reads files, and waits for nothing else
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reader.close();
    }
}
