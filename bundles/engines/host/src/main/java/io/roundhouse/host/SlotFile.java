package io.roundhouse.host;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory that both sides see: for each lane a slot for a request and one for its answer. There is no lock, no pointer and
 * no word of control in it: whose a slot is, is told by messages alone. Every byte is written before it is mapped, as a
 * hole in a file that finds no room when it is touched kills the process that touches it.
 */
final class SlotFile implements Closeable {
    private static final int PAGE = 4096;
    private static final int CHUNK = 256 * 1024;

    private final FileChannel channel;
    private final List<Slot> slots;

    private SlotFile(FileChannel channel, List<Slot> slots) {
        this.channel = channel;
        this.slots = slots;
    }

    /** What belongs to one lane; empty buffers where everything goes over the line. */
    record Slot(ByteBuffer request, ByteBuffer answer) {
        static final Slot NONE = new Slot(ByteBuffer.allocateDirect(0), ByteBuffer.allocateDirect(0));
    }

    static int pages(int bytes) {
        return Math.toIntExact((bytes + PAGE - 1L) / PAGE * PAGE);
    }

    /**
     * Makes the file, with room for all of it.
     *
     * @param slotBytes whole pages
     * @throws IOException there is no room; nothing is left of it
     */
    static SlotFile create(Path path, int lanes, int slotBytes) throws IOException {
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            long left = 2L * lanes * slotBytes;
            ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(left, CHUNK));
            while (left > 0) {
                zeros.clear().limit((int) Math.min(left, zeros.capacity()));
                left -= channel.write(zeros);
            }
            return new SlotFile(channel, map(channel, lanes, slotBytes));
        } catch (IOException e) {
            channel.truncate(0);
            channel.close();
            throw e;
        }
    }

    /** The same file, on the other side. */
    static SlotFile open(Path path, int lanes, int slotBytes) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (channel.size() != 2L * lanes * slotBytes) {
            channel.close();
            throw new WireException("the file of slots has another size");
        }
        return new SlotFile(channel, map(channel, lanes, slotBytes));
    }

    private static List<Slot> map(FileChannel channel, int lanes, int slotBytes) throws IOException {
        List<Slot> slots = new ArrayList<>(lanes);
        for (int i = 0; i < lanes; i++) {
            slots.add(new Slot(map(channel, 2L * i, slotBytes), map(channel, 2L * i + 1, slotBytes)));
        }
        return slots;
    }

    private static ByteBuffer map(FileChannel channel, long index, int slotBytes) throws IOException {
        return channel.map(MapMode.READ_WRITE, index * slotBytes, slotBytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    Slot slot(int lane) {
        return slots.get(lane);
    }

    /**
     * Gives the memory back at once, where the garbage collector would take its time; what is left of the mapping are
     * addresses. Only when nobody touches a slot any more, on either side: it would be killed.
     */
    void discard() throws IOException {
        channel.truncate(0);
        close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
