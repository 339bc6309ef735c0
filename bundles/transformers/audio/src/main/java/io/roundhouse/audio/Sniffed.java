package io.roundhouse.audio;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Names what was sent instead. Raw samples have no magic, so only long marks count that no sound begins with by chance. */
final class Sniffed {
    private static final List<Map.Entry<String, String>> KNOWN = List.of(
            Map.entry("OggS", "Ogg"),
            Map.entry("fLaC", "FLAC"),
            Map.entry("ID3", "MP3"),
            Map.entry("RIFX", "big-endian RIFF"),
            Map.entry("RF64", "RF64"),
            Map.entry("RIFF", "a broken WAV"),
            Map.entry("FORM", "AIFF"),
            Map.entry(".snd", "AU"),
            Map.entry("caff", "CAF"),
            Map.entry("#!AMR", "AMR"),
            Map.entry("\u001aE\u00df\u00a3", "WebM"),
            Map.entry("UklGR", "a WAV written in base64; send the bytes themselves"));

    private Sniffed() {}

    static boolean isKnown(byte[] bytes) {
        return !find(bytes).isEmpty();
    }

    static String what(byte[] bytes) {
        String found = find(bytes);
        return found.isEmpty() ? "does not begin as a WAV does" : "looks like " + found;
    }

    private static String find(byte[] bytes) {
        String begin = new String(bytes, 0, Math.min(bytes.length, 12), StandardCharsets.ISO_8859_1);
        if (begin.startsWith("ftyp", 4)) {
            return "MP4";
        }
        for (Map.Entry<String, String> one : KNOWN) {
            if (begin.startsWith(one.getKey())) {
                return one.getValue();
            }
        }
        return "";
    }
}
