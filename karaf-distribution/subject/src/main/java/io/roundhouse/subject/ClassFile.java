package io.roundhouse.subject;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Redirects calls by editing the constant pool: a method reference is (class, name and type), so pointing its class at
 * another one that has a static method of that name and type moves every call, and no code changes. JVMS 4.4.
 */
final class ClassFile {
    private static final String FROM = "javax/security/auth/Subject";
    private static final String TO = "io/roundhouse/subject/Subjects";

    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_HANDLE = 15;

    private final int[] tags;
    private final int[] first;
    private final int[] second;
    private final String[] texts;

    private ClassFile(int count) {
        tags = new int[count];
        first = new int[count];
        second = new int[count];
        texts = new String[count];
    }

    /** The class with its calls of {@code getSubject} and {@code doAs} redirected; null if it has none. */
    static byte @Nullable [] redirect(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        in.skipNBytes(8); // magic and version
        int count = in.readUnsignedShort();
        ClassFile pool = new ClassFile(count);
        ByteArrayOutputStream edited = new ByteArrayOutputStream(bytes.length + 64);
        int[] offsets = pool.read(in, bytes.length);
        boolean found = false;
        byte[] copy = bytes.clone();
        for (int i = 1; i < count; i++) {
            if (pool.isRedirected(i)) {
                copy[offsets[i] + 1] = (byte) ((count + 1) >> 8);
                copy[offsets[i] + 2] = (byte) (count + 1);
                found = true;
            }
        }
        if (!found) {
            return null;
        }
        int poolEnd = bytes.length - in.available();
        DataOutputStream out = new DataOutputStream(edited);
        out.write(copy, 0, 8);
        out.writeShort(count + 2);
        out.write(copy, 10, poolEnd - 10);
        out.writeByte(UTF8);
        out.writeUTF(TO);
        out.writeByte(CLASS);
        out.writeShort(count);
        out.write(copy, poolEnd, copy.length - poolEnd);
        return edited.toByteArray();
    }

    /** Reads the pool; where each entry begins. */
    private int[] read(DataInputStream in, int length) throws IOException {
        int[] offsets = new int[tags.length];
        for (int i = 1; i < tags.length; i++) {
            offsets[i] = length - in.available();
            tags[i] = in.readUnsignedByte();
            switch (tags[i]) {
                case UTF8 -> texts[i] = in.readUTF();
                case LONG, DOUBLE -> {
                    in.skipNBytes(8);
                    i++; // takes two numbers
                }
                case CLASS, 8, 16, 19, 20 -> first[i] = in.readUnsignedShort();
                case METHOD_HANDLE -> in.skipNBytes(3);
                default -> { // two numbers, or an int or float of the same size
                    first[i] = in.readUnsignedShort();
                    second[i] = in.readUnsignedShort();
                }
            }
        }
        return offsets;
    }

    private boolean isRedirected(int i) {
        if (tags[i] != METHOD || !FROM.equals(texts[first[first[i]]])) {
            return false;
        }
        int nameAndType = second[i];
        String name = tags[nameAndType] == NAME_AND_TYPE ? texts[first[nameAndType]] : "";
        return "getSubject".equals(name) || "doAs".equals(name);
    }
}
