package io.roundhouse.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** A PNG taken apart at its chunks (ISO/IEC 15948); all checksums of what counts are checked before anything is inflated. */
final class Png implements Encoded {
    private static final int SIGNATURE_BYTES = 8;

    /** Where a chunk's content lies. */
    record Part(int from, int length) {}

    private final byte[] bytes;
    private final List<Part> data = new ArrayList<>();
    private PngFormat format = PngFormat.NONE;
    private Header header = new Header(0, 0, 1, 0);
    private byte[] palette = {};

    private Png(byte[] bytes) {
        this.bytes = bytes;
    }

    static Png read(byte[] bytes) throws Unreadable {
        Png png = new Png(bytes);
        png.readAll();
        return png;
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public Picture decode() throws Unreadable {
        return new PngDecoder(bytes, data, header, format, palette).decode();
    }

    private void readAll() throws Unreadable {
        int at = SIGNATURE_BYTES;
        String type = "";
        while (!type.equals("IEND")) {
            if (bytes.length - at < 12) {
                throw truncated();
            }
            long length = Integer.toUnsignedLong(number(at));
            if (length > bytes.length - at - 12) {
                throw truncated();
            }
            type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
            chunk(type, new Part(at + 8, (int) length));
            at += 12 + (int) length;
        }
        if (data.isEmpty()) {
            throw new Unreadable("is a PNG without any picture in it");
        }
        if (format.indexed() && palette.length == 0) {
            throw damaged("its palette is missing");
        }
    }

    private void chunk(String type, Part part) throws Unreadable {
        boolean first = format.depth() == 0;
        if (first != type.equals("IHDR")) {
            throw damaged("chunk IHDR must come first and once");
        }
        switch (type) {
            case "IHDR" -> readHeader(part);
            case "PLTE" -> {
                check(type, part);
                if (part.length() == 0 || part.length() % 3 != 0 || part.length() > 3 * 256) {
                    throw damaged("chunk PLTE has " + part.length() + " bytes");
                }
                palette = new byte[part.length()];
                System.arraycopy(bytes, part.from(), palette, 0, part.length());
            }
            case "IDAT" -> {
                check(type, part);
                data.add(part);
            }
            case "eXIf" -> {
                int orientation = Exif.orientation(bytes, part.from(), part.length());
                header = new Header(header.width(), header.height(), orientation, header.decodeBytes());
            }
            case "IEND" -> check(type, part);
            default -> {
                if (type.charAt(0) < 'a') { // a critical chunk, in the words of the standard
                    throw damaged("chunk '" + type.replaceAll("[^A-Za-z]", "?") + "' is unknown");
                }
            }
        }
    }

    private void readHeader(Part part) throws Unreadable {
        if (part.length() != 13) {
            throw damaged("chunk IHDR has " + part.length() + " bytes, must have 13");
        }
        check("IHDR", part);
        int at = part.from();
        format = PngFormat.of(bytes[at + 8], bytes[at + 9], bytes[at + 10], bytes[at + 11], bytes[at + 12]);
        header = Header.of(
                Integer.toUnsignedLong(number(at)), Integer.toUnsignedLong(number(at + 4)), 1, format.bands());
    }

    private void check(String type, Part part) throws Unreadable {
        CRC32 crc = new CRC32();
        crc.update(bytes, part.from() - 4, part.length() + 4);
        if ((int) crc.getValue() != number(part.from() + part.length())) {
            throw damaged("chunk " + type + " at byte " + (part.from() - 8) + " has a wrong checksum");
        }
    }

    private int number(int at) {
        return ((bytes[at] & 0xFF) << 24)
                | ((bytes[at + 1] & 0xFF) << 16)
                | ((bytes[at + 2] & 0xFF) << 8)
                | (bytes[at + 3] & 0xFF);
    }

    private Unreadable truncated() {
        return new Unreadable(
                "is a PNG that ends after " + bytes.length + " bytes without its end chunk: it was cut off on the way");
    }

    static Unreadable damaged(String how) {
        return new Unreadable("is a damaged PNG: " + how);
    }
}
