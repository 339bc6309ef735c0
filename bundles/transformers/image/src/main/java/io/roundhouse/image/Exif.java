package io.roundhouse.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one field of EXIF that changes what a picture shows. */
final class Exif {
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY_BYTES = 12;

    private Exif() {}

    /** Orientation 1 to 8 out of a TIFF structure; 1 when there is none, or none that makes sense, as viewers do. */
    static int orientation(byte[] bytes, int from, int length) {
        if (length < 8) {
            return 1;
        }
        ByteBuffer tiff = ByteBuffer.wrap(bytes, from, length).slice();
        int order = tiff.getShort(0);
        if (order != 0x4949 && order != 0x4D4D) {
            return 1;
        }
        tiff.order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = Integer.toUnsignedLong(tiff.getInt(4));
        if (tiff.getShort(2) != 42 || directory + 2 > length) {
            return 1;
        }
        int at = (int) directory + 2;
        int entries = Short.toUnsignedInt(tiff.getShort((int) directory));
        for (int i = 0; i < entries && at + ENTRY_BYTES <= length; i++, at += ENTRY_BYTES) {
            if (Short.toUnsignedInt(tiff.getShort(at)) == ORIENTATION && tiff.getShort(at + 2) == SHORT) {
                int value = tiff.getShort(at + 8);
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }
}
