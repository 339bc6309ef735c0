package io.roundhouse.onnxruntime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Renames texts in the constant pool of a class file. Everything in a class file refers to its constants by number, so
 * a text may become another, even of another length, without any further change (JVM specification, section 4.4).
 */
final class ClassConstants {
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    private ClassConstants() {}

    /**
     * The class file with each of these texts replaced.
     *
     * @throws IOException a text does not occur, so the class is not the one that was expected
     */
    static byte[] rename(byte[] classFile, Map<String, String> texts) throws IOException {
        Map<String, String> pending = new HashMap<>(texts);
        ByteArrayOutputStream renamed = new ByteArrayOutputStream(classFile.length + 256);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
                DataOutputStream out = new DataOutputStream(renamed)) {
            out.writeLong(in.readLong()); // magic and version
            int count = in.readUnsignedShort();
            out.writeShort(count);
            for (int index = 1; index < count; index++) {
                int tag = in.readUnsignedByte();
                out.writeByte(tag);
                if (tag == UTF8) {
                    String text = in.readUTF();
                    String other = pending.remove(text);
                    out.writeUTF(other == null ? text : other);
                } else {
                    out.write(in.readNBytes(size(tag)));
                }
                if (tag == LONG || tag == DOUBLE) {
                    index++; // these two take two numbers
                }
            }
            out.write(in.readAllBytes());
        }
        if (!pending.isEmpty()) {
            throw new IOException("its class file has no constant " + pending.keySet());
        }
        return renamed.toByteArray();
    }

    private static int size(int tag) throws IOException {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2; // class, string, method type, module, package
            case 15 -> 3; // method handle
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4; // int, float, references, name and type, dynamic
            case LONG, DOUBLE -> 8;
            default -> throw new IOException("its class file has a constant of the unknown kind " + tag);
        };
    }
}
