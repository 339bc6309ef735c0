package io.roundhouse.audio;

import io.roundhouse.api.config.Settings;
import java.util.Optional;

/**
 * The section {@code pcm} of {@code model.yaml}.
 *
 * @param column of sounds
 * @param into the column of frames
 * @param rate samples a second; what a WAV says is held against it
 * @param channels of raw samples, and what a WAV must have unless they are mixed
 * @param mix whether several channels become one
 * @param frame new samples of a frame
 * @param context samples before them, those of the frame before again; zeros before the first
 * @param rows what a row is afterwards: a frame, or still a sound with all its frames
 * @param owners with {@link Rows#FRAMES}: the column written that says which sound's row each frame is of
 * @param counts with {@link Rows#SOUNDS}: the column written that says how many frames each sound has
 * @param heard the column of the samples before the first frame, for sounds that come piece by piece
 * @param heardInto the column written with those before the next piece
 */
record PcmSettings(
        String column,
        String into,
        Format format,
        int rate,
        int channels,
        boolean mix,
        int frame,
        int context,
        Tail tail,
        Rows rows,
        String owners,
        String counts,
        Optional<String> heard,
        Optional<String> heardInto,
        long secondsMax,
        long framesMax) {
    /** How samples are wrapped. */
    enum Format {
        AUTO,
        RAW,
        WAV
    }

    /** What becomes of samples at the end that fill no frame. */
    enum Tail {
        PAD,
        DROP,
        REFUSE
    }

    /** What a row is. */
    enum Rows {
        FRAMES,
        SOUNDS
    }

    private static final int CHANNELS_MAX = 8;

    static PcmSettings read(Settings settings) {
        settings.allow(
                "column",
                "into",
                "format",
                "rate",
                "channels",
                "mix",
                "frame",
                "context",
                "tail",
                "rows",
                "owners",
                "counts",
                "heard",
                "heard_into",
                "seconds_max",
                "frames_max");
        int rate = (int) settings.integer("rate", 16_000, 1_000, 384_000);
        Rows rows = settings.choice("rows", Rows.FRAMES);
        refuse(settings, rows == Rows.SOUNDS, "owners", "with 'rows: frames' only");
        refuse(settings, rows == Rows.FRAMES, "counts", "with 'rows: sounds' only");
        refuse(settings, rows == Rows.FRAMES, "heard", "with 'rows: sounds' only: it is one for each sound");
        refuse(settings, rows == Rows.FRAMES, "heard_into", "with 'rows: sounds' only: it is one for each sound");
        int context = (int) settings.integer("context", rate / 250, 0, 1 << 16);
        refuse(settings, context == 0, "heard", "with a 'context' only");
        refuse(settings, context == 0, "heard_into", "with a 'context' only");
        return new PcmSettings(
                settings.text("column", "audio"),
                settings.text("into", "frames"),
                settings.choice("format", Format.AUTO),
                rate,
                (int) settings.integer("channels", 1, 1, CHANNELS_MAX),
                settings.flag("mix", false),
                (int) settings.integer("frame", rate * 4 / 125, 1, 1 << 20),
                context,
                settings.choice("tail", Tail.PAD),
                rows,
                settings.text("owners", "owner"),
                settings.text("counts", "frame_count"),
                settings.findText("heard"),
                settings.findText("heard_into"),
                settings.integer("seconds_max", 600, 1, 86_400),
                settings.integer("frames_max", 100_000, 1, 10_000_000));
    }

    private static void refuse(Settings settings, boolean wrong, String key, String when) {
        if (wrong && settings.has(key)) {
            throw settings.invalid(key, "means something " + when, null);
        }
    }

    int width() {
        return context + frame;
    }

    void requireChannels(int found, String begin) throws Unreadable {
        if (found < 1 || found > CHANNELS_MAX || (!mix && found != channels)) {
            throw new Unreadable(begin + found + " channels, must have "
                    + (mix ? "1.." + CHANNELS_MAX : channels + ", or the model must say 'mix: true'"));
        }
    }

    /** Reads one row, its limits checked. */
    Sound read(byte[] bytes) throws Unreadable {
        boolean wav = Wav.looksLikeIt(bytes);
        if (format == Format.WAV && !wav) {
            throw new Unreadable(
                    bytes.length == 0 ? "is empty, must be a WAV" : Sniffed.what(bytes) + ", must be a WAV");
        }
        if (wav && format != Format.RAW) {
            return Wav.read(bytes, this);
        }
        if (format == Format.AUTO && Sniffed.isKnown(bytes)) {
            throw new Unreadable(Sniffed.what(bytes) + ", must be a WAV or raw 16-bit samples");
        }
        return sound(bytes, 0, bytes.length, channels);
    }

    /** Samples at that place. */
    Sound sound(byte[] bytes, int from, int length, int ofChannels) throws Unreadable {
        if (length % (2 * ofChannels) != 0) {
            throw new Unreadable("has " + length + " bytes of samples, not a multiple of " + 2 * ofChannels
                    + ": 16 bits for " + ofChannels + (ofChannels == 1 ? " channel" : " channels"));
        }
        int samples = length / (2 * ofChannels);
        if (samples == 0) {
            throw new Unreadable("holds no sound");
        }
        if (samples > secondsMax * rate) {
            throw new Unreadable("lasts " + samples / rate + " s, at most " + secondsMax + " s");
        }
        return new Sound(bytes, from, samples, ofChannels);
    }

    /** The frames of so many samples; a rest that is refused is a refusal. */
    int frames(int samples) throws Unreadable {
        int rest = samples % frame;
        if (rest != 0 && tail == Tail.REFUSE) {
            throw new Unreadable("has " + samples + " samples, not a multiple of the frame of " + frame);
        }
        return samples / frame + (rest != 0 && tail == Tail.PAD ? 1 : 0);
    }
}
