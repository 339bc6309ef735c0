package io.roundhouse.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * One file, as it is sent. Its arrays are never changed.
 *
 * @param tag an entity tag: the same for the same bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and not to be copied for each request
record Page(String name, String type, String tag, byte[] plain, byte[] zipped) {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "mjs", "text/javascript;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml");

    /** A file of this bundle. */
    static Page read(String name) {
        try (InputStream in = Page.class.getResourceAsStream("site/" + name)) {
            if (in == null) {
                throw new IllegalStateException("this bundle lacks its file site/" + name);
            }
            byte[] plain = in.readAllBytes();
            String ending = name.substring(name.lastIndexOf('.') + 1);
            return new Page(
                    name, TYPES.getOrDefault(ending, "text/plain;charset=utf-8"), tag(plain), plain, zip(plain));
        } catch (IOException e) {
            throw new IllegalStateException("the file site/" + name + " of this bundle cannot be read", e);
        }
    }

    private static byte[] zip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return zipped.toByteArray();
    }

    private static String tag(byte[] plain) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain);
            return '"' + HexFormat.of().formatHex(digest, 0, 8) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}
