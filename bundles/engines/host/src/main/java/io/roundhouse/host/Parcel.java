package io.roundhouse.host;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Tensors on their way to the other side. A frame tells what they are and where their bytes lie: in the slot, each at a
 * multiple of 64, as far as it has room, and else behind the frame, one after the other.
 */
final class Parcel {
    private static final int ALIGNMENT = 64; // a cache line, and what vector instructions like best
    private static final int LEAST_BYTES = 4 + 1 + 1 + 1 + 4 + 4;
    private static final int IN_SLOT = 0;
    private static final int BEHIND = 1;
    private static final DataType[] TYPES = DataType.values();

    private Parcel() {}

    /**
     * Puts tensors into a slot, and tells it in a frame.
     *
     * @return what has to be written behind the frame, in this order
     */
    static List<ByteBuffer> pack(Out out, Tensors tensors, ByteBuffer slot) {
        List<ByteBuffer> behind = new ArrayList<>(0);
        out.u32(tensors.size());
        int at = 0;
        for (int i = 0; i < tensors.size(); i++) {
            Tensor tensor = tensors.values().get(i);
            int length = tensor.byteSize();
            boolean fits = length <= slot.capacity() - at;
            out.text(tensors.names().get(i)).constant(tensor.type());
            SpecWire.writeShape(out, tensor.shape());
            out.u8(fits ? IN_SLOT : BEHIND).u32(fits ? at : 0).u32(length);
            if (fits) {
                slot.put(at, tensor.data(), 0, length);
                at = (int) Math.min(slot.capacity(), (at + (long) length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
            } else {
                behind.add(tensor.data());
            }
        }
        return behind;
    }

    /**
     * What the frame says of each tensor, all of it checked: sizes fit types and shapes, places lie in the slot, and all
     * together take no more than they may.
     */
    static List<Piece> pieces(In in, int slotBytes, long bytesMax) throws WireException {
        int count = in.count(SpecWire.TENSORS_MAX, LEAST_BYTES);
        List<Piece> pieces = new ArrayList<>(count);
        long total = 0;
        for (int i = 0; i < count; i++) {
            Piece piece = piece(in);
            if (piece.inSlot && (piece.offset % ALIGNMENT != 0 || piece.length > slotBytes - piece.offset)) {
                throw new WireException("a tensor at " + piece.offset + ".." + (piece.offset + (long) piece.length)
                        + " of a slot of " + slotBytes + " bytes");
            }
            total += piece.length;
            pieces.add(piece);
        }
        in.end();
        if (total > bytesMax) {
            throw new WireException("tensors of " + total + " bytes, at most " + bytesMax);
        }
        return pieces;
    }

    private static Piece piece(In in) throws WireException {
        String name = SpecWire.readName(in);
        DataType type = in.constant(TYPES);
        Shape shape = SpecWire.readShape(in, 0);
        int where = in.u8();
        if (where != IN_SLOT && where != BEHIND) {
            throw new WireException("a tensor lies nowhere");
        }
        Piece piece = new Piece(name, type, shape, where == IN_SLOT, in.u31(), in.u31());
        if (type.isFixedSize()) {
            long size;
            try {
                size = Tensor.byteSize(type, shape);
            } catch (IllegalArgumentException e) {
                throw new WireException(String.valueOf(e.getMessage()));
            }
            if (size != piece.length) {
                throw new WireException(type + " of shape " + shape + " in " + piece.length + " bytes");
            }
        }
        return piece;
    }

    /** One tensor of a frame. */
    record Piece(String name, DataType type, Shape shape, boolean inSlot, int offset, int length) {}

    /**
     * The tensors.
     *
     * @param copies whether those in the slot are copied before anything in them is looked at; else they are read there,
     *     and must be done with before the slot is the other side's again
     */
    static Tensors unpack(List<Piece> pieces, Line line, ByteBuffer slot, boolean copies, long endNanos)
            throws IOException {
        List<String> names = new ArrayList<>(pieces.size());
        List<Tensor> tensors = new ArrayList<>(pieces.size());
        try {
            for (Piece piece : pieces) {
                names.add(piece.name);
                tensors.add(piece.inSlot && !copies ? view(piece, slot) : copy(piece, line, slot, endNanos));
            }
            return Tensors.of(names, tensors);
        } catch (IllegalArgumentException e) {
            throw new WireException(String.valueOf(e.getMessage()));
        }
    }

    private static Tensor view(Piece piece, ByteBuffer slot) {
        return Tensor.of(piece.type, piece.shape, slot.slice(piece.offset, piece.length));
    }

    private static Tensor copy(Piece piece, Line line, ByteBuffer slot, long endNanos) throws IOException {
        if (piece.type.isFixedSize()) {
            Tensor tensor = Tensor.allocate(piece.type, piece.shape);
            fill(tensor.data(), piece, line, slot, endNanos);
            return tensor;
        }
        ByteBuffer data = ByteBuffer.allocateDirect(piece.length).order(ByteOrder.LITTLE_ENDIAN);
        fill(data, piece, line, slot, endNanos);
        return Tensor.of(piece.type, piece.shape, data.clear());
    }

    private static void fill(ByteBuffer into, Piece piece, Line line, ByteBuffer slot, long endNanos)
            throws IOException {
        if (piece.inSlot) {
            into.put(0, slot, piece.offset, piece.length);
        } else {
            line.read(into, endNanos);
        }
    }
}
