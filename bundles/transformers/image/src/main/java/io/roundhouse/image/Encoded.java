package io.roundhouse.image;

import java.nio.charset.StandardCharsets;

/** An encoded picture whose header has been read. One thread. */
interface Encoded {
    Header header();

    /** Decodes it as stored. The caller has looked at the header and found room. */
    Picture decode() throws Unreadable;

    /** Reads the header; what is neither JPEG nor PNG is called by its name. */
    static Encoded read(byte[] bytes, JpegReaders jpegs) throws Unreadable {
        if (bytes.length == 0) {
            throw new Unreadable("is empty, must be a JPEG or PNG picture");
        }
        if (begins(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
            return Png.read(bytes);
        }
        if (begins(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return new Jpeg(JpegSegments.read(bytes), jpegs);
        }
        throw new Unreadable(looksLike(bytes) + ", must be a JPEG or PNG picture");
    }

    private static String looksLike(byte[] bytes) {
        if (begins(bytes, 0, "/9j/") || begins(bytes, 0, "iVBORw0KG") || begins(bytes, 0, "data:image/")) {
            return "looks like a picture written in base64; send the bytes themselves";
        }
        String[][] known = {
            {"GIF8", "GIF"},
            {"BM", "BMP"},
            {"II*\0", "TIFF"},
            {"MM\0*", "TIFF"},
            {"%PDF", "PDF"},
            {"PK\u0003\u0004", "ZIP"},
            {"<svg", "SVG"},
            {"<?xml", "XML"},
            {"<!DOCTYPE", "HTML"},
            {"<html", "HTML"},
            {"\u001f\u008b", "gzip"},
            {"\u0000\u0000\u0001\u0000", "ICO"},
            {"\u0000\u0000\u0000\u000cJXL ", "JPEG XL"},
            {"\u00ff\n", "JPEG XL"},
            {"\u0000\u0000\u0000\u000cjP", "JPEG 2000"},
            {"8BPS", "Photoshop"}
        };
        for (String[] one : known) {
            if (begins(bytes, 0, one[0])) {
                return "looks like " + one[1];
            }
        }
        if (begins(bytes, 0, "RIFF")) {
            return begins(bytes, 8, "WEBP") ? "looks like WebP" : "looks like RIFF";
        }
        if (begins(bytes, 4, "ftyp")) {
            return begins(bytes, 8, "avif") ? "looks like AVIF" : "looks like HEIC or MP4";
        }
        StringBuilder text = new StringBuilder("begins with");
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            text.append(String.format(" %02x", bytes[i]));
        }
        return text.toString();
    }

    private static boolean begins(byte[] bytes, int at, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < at + wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
