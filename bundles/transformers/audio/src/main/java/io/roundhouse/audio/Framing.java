package io.roundhouse.audio;

import java.nio.FloatBuffer;

/** One sound as its frames need it: the samples heard before it, its own, silence behind them. One thread. */
final class Framing {
    private final PcmSettings settings;
    private final Sound sound;
    private final FloatBuffer heard;
    private final int heardAt;

    /** @param heardAt where in {@code heard} this sound's samples begin */
    Framing(PcmSettings settings, Sound sound, FloatBuffer heard, int heardAt) {
        this.settings = settings;
        this.sound = sound;
        this.heard = heard;
        this.heardAt = heardAt;
    }

    void frames(FloatBuffer to, int count) {
        float[] frame = new float[settings.width()];
        for (int i = 0; i < count; i++) {
            int first = i * settings.frame() - settings.context();
            for (int j = 0; j < frame.length; j++) {
                frame[j] = at(first + j);
            }
            to.put(frame);
        }
    }

    /** The last samples, for the piece that comes next. */
    void heard(FloatBuffer to, int at) {
        int first = sound.samples() - settings.context();
        for (int i = 0; i < settings.context(); i++) {
            to.put(at + i, at(first + i));
        }
    }

    private float at(int index) {
        if (index < 0) {
            return heard.get(heardAt + settings.context() + index);
        }
        return index < sound.samples() ? sound.at(index) : 0;
    }
}
