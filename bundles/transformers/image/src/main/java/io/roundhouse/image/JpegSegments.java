package io.roundhouse.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A JPEG taken apart at its markers (ITU-T T.81, annex B). {@link #essential} is the picture without thumbnails, colour
 * profiles and comments, for which decoders have code of their own that bad files reach.
 */
final class JpegSegments {
    /** How the components are to be understood; as libjpeg decides it. */
    enum Colours {
        GREY,
        RGB,
        YCC,
        CMYK,
        YCCK
    }

    /** A progressive picture has about ten; each costs a pass over all of it. */
    private static final int SCANS_MAX = 100;

    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;

    private final byte[] bytes;
    private final ByteArrayOutputStream kept;
    private int at = 2;
    private int width;
    private int height;
    private int components;
    private int ids;
    private boolean progressive;
    private boolean jfif;
    private int adobe = -1;
    private int scans;
    private int orientation = 1;

    private JpegSegments(byte[] bytes) {
        this.bytes = bytes;
        this.kept = new ByteArrayOutputStream(bytes.length);
    }

    static JpegSegments read(byte[] bytes) throws Unreadable {
        JpegSegments segments = new JpegSegments(bytes);
        segments.readAll();
        return segments;
    }

    Header header() throws Unreadable {
        // The raster and the pixels made of it; coefficients of 2 bytes too when they come in several scans.
        int perPixel = components + Math.min(components, 3) + (progressive || scans > 1 ? 2 * components : 0);
        return Header.of(width, height, orientation, perPixel);
    }

    int components() {
        return components;
    }

    byte[] essential() {
        return kept.toByteArray();
    }

    Colours colours() {
        return switch (components) {
            case 1 -> Colours.GREY;
            case 3 -> isRgb() ? Colours.RGB : Colours.YCC;
            default -> adobe == 2 ? Colours.YCCK : Colours.CMYK;
        };
    }

    private boolean isRgb() {
        return !jfif && (adobe == 0 || (adobe < 0 && ids == (('R' << 16) | ('G' << 8) | 'B')));
    }

    private void readAll() throws Unreadable {
        kept.write(bytes, 0, 2);
        while (true) {
            int marker = nextMarker();
            if (marker == EOI) {
                break;
            }
            if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
                continue; // these stand alone
            }
            int length = at + 2 <= bytes.length ? unsignedShort(at) : Integer.MAX_VALUE;
            if (length < 2 || length > bytes.length - at) {
                throw truncated();
            }
            segment(marker, at + 2, length - 2);
            at += length;
            if (marker == SOS) {
                scan();
            }
        }
        if (scans == 0) {
            throw new Unreadable("is a JPEG without any picture in it");
        }
        kept.write(0xFF);
        kept.write(EOI);
    }

    private int nextMarker() throws Unreadable {
        while (at < bytes.length && bytes[at] != (byte) 0xFF) {
            at++; // what stands between segments means nothing
        }
        while (at < bytes.length && bytes[at] == (byte) 0xFF) {
            at++;
        }
        if (at >= bytes.length) {
            throw truncated();
        }
        return bytes[at++] & 0xFF;
    }

    private void segment(int marker, int from, int length) throws Unreadable {
        switch (marker) {
            case 0xC0, 0xC1, 0xC2 -> {
                frame(marker, from, length);
                keep(marker, from, length);
            }
            case SOS -> {
                if (components == 0) {
                    throw new Unreadable("is a damaged JPEG: a scan comes before the picture's size");
                }
                if (++scans > SCANS_MAX) {
                    throw new Unreadable("is a JPEG of more than " + SCANS_MAX + " scans");
                }
                keep(marker, from, length);
            }
            case 0xC4, 0xDB, 0xDD -> keep(marker, from, length);
            case 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF, 0xDC, 0xDE, 0xDF ->
                throw new Unreadable(String.format(
                        "is a JPEG of a rare kind (marker ff%02x: lossless, hierarchical, arithmetic-coded or of unknown"
                                + " height); save it as a baseline or progressive JPEG",
                        marker));
            default -> application(marker, from, length);
        }
    }

    private void application(int marker, int from, int length) {
        if (marker == 0xE0 && begins(from, length, "JFIF\0")) {
            jfif = true;
        } else if (marker == 0xEE && length >= 12 && begins(from, length, "Adobe")) {
            adobe = bytes[from + 11] & 0xFF;
        } else if (marker == 0xE1 && orientation == 1 && begins(from, length, "Exif\0\0")) {
            orientation = Exif.orientation(bytes, from + 6, length - 6);
        }
    }

    private void frame(int marker, int from, int length) throws Unreadable {
        if (components != 0 || length < 6) {
            throw new Unreadable("is a damaged JPEG: it tells its size twice or not at all");
        }
        if (bytes[from] != 8) {
            throw new Unreadable("is a JPEG of " + (bytes[from] & 0xFF) + " bits a sample, must be 8");
        }
        height = unsignedShort(from + 1);
        width = unsignedShort(from + 3);
        components = bytes[from + 5] & 0xFF;
        if ((components != 1 && components != 3 && components != 4) || length != 6 + 3 * components) {
            throw new Unreadable("is a JPEG of " + components + " colours, must be 1, 3 or 4");
        }
        for (int i = 0; i < Math.min(components, 3); i++) {
            ids = (ids << 8) | (bytes[from + 6 + 3 * i] & 0xFF);
        }
        progressive = marker == 0xC2;
    }

    /** The coded data up to the next marker; a zero after ff, restart markers and fill bytes belong to it. */
    private void scan() throws Unreadable {
        int from = at;
        while (at + 1 < bytes.length) {
            if (bytes[at] == (byte) 0xFF) {
                int next = bytes[at + 1] & 0xFF;
                if (next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) {
                    kept.write(bytes, from, at - from);
                    return;
                }
            }
            at++;
        }
        throw truncated();
    }

    private void keep(int marker, int from, int length) {
        kept.write(0xFF);
        kept.write(marker);
        kept.write(bytes, from - 2, length + 2);
    }

    private Unreadable truncated() {
        return new Unreadable("is a JPEG that ends after " + bytes.length
                + " bytes without its end marker: it was cut off on the way");
    }

    private int unsignedShort(int index) {
        return ((bytes[index] & 0xFF) << 8) | (bytes[index + 1] & 0xFF);
    }

    private boolean begins(int from, int length, String text) {
        return length >= text.length()
                && new String(bytes, from, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }
}
