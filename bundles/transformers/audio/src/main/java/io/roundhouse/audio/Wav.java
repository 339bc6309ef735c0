package io.roundhouse.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A RIFF WAVE file, read as far as 16-bit PCM needs: the chunk {@code fmt } and the chunk {@code data} behind it. */
final class Wav {
    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xFFFE; // the real format stands further behind
    private static final long UNKNOWN_LENGTH = 0xFFFF_FFFFL; // as programs write that cannot go back in a pipe

    private final byte[] bytes;
    private final ByteBuffer data;
    private final PcmSettings settings;
    private int channels;

    private Wav(byte[] bytes, PcmSettings settings) {
        this.bytes = bytes;
        this.data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.settings = settings;
    }

    static boolean looksLikeIt(byte[] bytes) {
        return bytes.length >= 12
                && text(bytes, 0).equals("RIFF")
                && text(bytes, 8).equals("WAVE");
    }

    static Sound read(byte[] bytes, PcmSettings settings) throws Unreadable {
        return new Wav(bytes, settings).read();
    }

    private Sound read() throws Unreadable {
        int at = 12;
        while (bytes.length - at >= 8) {
            String name = text(bytes, at);
            long length = Integer.toUnsignedLong(data.getInt(at + 4));
            at += 8;
            int there = bytes.length - at;
            if (name.equals("data")) {
                return sound(at, length, there);
            }
            if (length > there) {
                throw new Unreadable("is a WAV whose chunk '" + printable(name) + "' has " + length
                        + " bytes by its header, " + there + " are there: it was cut off on the way");
            }
            if (name.equals("fmt ")) {
                format(at, (int) length);
            }
            at += (int) Math.min(length + (length & 1), there); // chunks begin at even places
        }
        throw new Unreadable("is a WAV without a chunk 'data': it was cut off on the way");
    }

    private void format(int at, int length) throws Unreadable {
        if (length < 16) {
            throw new Unreadable("is a WAV whose chunk 'fmt ' has " + length + " bytes, must have 16 or more");
        }
        int format = Short.toUnsignedInt(data.getShort(at));
        if (format == EXTENSIBLE && length >= 26) {
            format = Short.toUnsignedInt(data.getShort(at + 24));
        }
        int bits = Short.toUnsignedInt(data.getShort(at + 14));
        if (format != PCM || bits != 16) {
            throw new Unreadable("is a WAV of " + name(format) + " with " + bits
                    + " bits a sample, must be PCM with 16; write it as pcm_s16le");
        }
        channels = Short.toUnsignedInt(data.getShort(at + 2));
        long rate = Integer.toUnsignedLong(data.getInt(at + 4));
        if (rate != settings.rate()) {
            throw new Unreadable("is a WAV of " + rate + " samples a second, but the model is declared with 'rate: "
                    + settings.rate() + "'; resample it to " + settings.rate());
        }
        settings.requireChannels(channels, "is a WAV of ");
    }

    private static String name(int format) {
        return switch (format) {
            case PCM -> "PCM";
            case 2, 0x11 -> "ADPCM";
            case 3 -> "floating-point numbers";
            case 6 -> "A-law";
            case 7 -> "mu-law";
            case 0x55 -> "MP3";
            default -> "format " + format;
        };
    }

    private Sound sound(int at, long length, int there) throws Unreadable {
        if (channels == 0) {
            throw new Unreadable("is a WAV whose chunk 'data' comes before the chunk 'fmt ' that describes it");
        }
        if (length == UNKNOWN_LENGTH) {
            length = there;
        }
        if (length > there) {
            throw new Unreadable("is a WAV whose chunk 'data' has " + length + " bytes by its header, " + there
                    + " are there: it was cut off on the way");
        }
        return settings.sound(bytes, at, (int) length, channels);
    }

    private static String printable(String name) {
        return name.replaceAll("[^ -~]", "?");
    }

    private static String text(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }
}
