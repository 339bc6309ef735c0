package io.roundhouse.natives;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Makes a shared library one that shares nothing with other copies of it in the process.
 *
 * <p>Two things would tie them together. The dynamic linker knows one library of a SONAME; so that text is replaced, at
 * the same length, where the library states or needs it. And a symbol that the compiler bound as {@code UNIQUE} (a
 * static variable of an inline function or template, in C++) exists once in a process for all libraries that define
 * it: two releases would write to one variable, and the first to come could never be unmapped. Such symbols become
 * {@code WEAK}, which is what they are without that extension of the linker. The few that the C++ runtime itself
 * defines stay as they are: a library must agree with the runtime on them, and it is the runtime that they pin.
 */
final class ElfLibrary {
    private static final int SYMBOLS = 11; // SHT_DYNSYM
    private static final int UNIQUE = 10; // STB_GNU_UNIQUE
    private static final int WEAK = 2; // STB_WEAK

    private final ByteBuffer file;

    private ElfLibrary(byte[] content) throws IOException {
        file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        boolean elf = content.length > 64 && file.getInt(0) == 0x464c457f && file.get(4) == 2 && file.get(5) == 1;
        if (!elf) {
            throw new IOException("not a 64-bit little-endian ELF library");
        }
    }

    /**
     * Changes the content in place.
     *
     * @param name the SONAME that is replaced
     * @param unique as long as {@code name}
     * @throws IOException it is no library of the kind that is known here
     */
    static byte[] apart(byte[] content, String name, String unique) throws IOException {
        if (name.length() != unique.length()) {
            throw new IllegalArgumentException("'" + unique + "' must have " + name.length() + " characters");
        }
        ElfLibrary library = new ElfLibrary(content);
        int symbols = library.symbols();
        int texts = library.texts(symbols);
        library.weaken(library.offset(symbols), library.length(symbols), library.offset(texts));
        library.rename(library.offset(texts), library.length(texts), name, unique);
        return content;
    }

    /**
     * Makes the {@code UNIQUE} symbols {@code WEAK}, in place, and leaves the names.
     *
     * @return how many there were
     * @throws IOException it is no library of the kind that is known here
     */
    static int weaken(byte[] content) throws IOException {
        ElfLibrary library = new ElfLibrary(content);
        int symbols = library.symbols();
        return library.weaken(library.offset(symbols), library.length(symbols), library.offset(library.texts(symbols)));
    }

    private int symbols() throws IOException {
        int sections = file.getShort(0x3c);
        for (int i = 0; i < sections; i++) {
            if (file.getInt(header(i) + 4) == SYMBOLS) {
                return header(i);
            }
        }
        throw new IOException("a library without dynamic symbols");
    }

    private int texts(int symbols) {
        return header(file.getInt(symbols + 40));
    }

    private int header(int section) {
        return Math.toIntExact(file.getLong(0x28) + (long) section * file.getShort(0x3a));
    }

    private int offset(int header) {
        return Math.toIntExact(file.getLong(header + 24));
    }

    private int length(int header) {
        return Math.toIntExact(file.getLong(header + 32));
    }

    private int weaken(int start, int length, int texts) {
        int count = 0;
        for (int symbol = start; symbol < start + length; symbol += 24) {
            int info = file.get(symbol + 4) & 0xff;
            if (info >>> 4 == UNIQUE && !isRuntimes(text(texts + file.getInt(symbol)))) {
                file.put(symbol + 4, (byte) ((WEAK << 4) | (info & 0xf)));
                count++;
            }
        }
        return count;
    }

    /** The empty string of the old kind, and the numbers of facets, which index a table in the C++ runtime. */
    private static boolean isRuntimes(String symbol) {
        return symbol.endsWith("_S_empty_rep_storageE")
                || (symbol.endsWith("2idE") && (symbol.startsWith("_ZNSt") || symbol.startsWith("_ZGVNSt")));
    }

    private String text(int start) {
        int end = start;
        while (file.get(end) != 0) {
            end++;
        }
        return new String(file.array(), start, end - start, StandardCharsets.US_ASCII);
    }

    private void rename(int start, int length, String name, String unique) throws IOException {
        int count = 0;
        for (int at = start; at < start + length; at++) {
            String text = text(at);
            if (text.equals(name)) {
                System.arraycopy(unique.getBytes(StandardCharsets.US_ASCII), 0, file.array(), at, name.length());
                count++;
            }
            at += text.length();
        }
        if (count != 1) {
            throw new IOException("it names " + name + " " + count + " times where it must once");
        }
    }
}
