package io.roundhouse.audio;

/**
 * Where in a row's bytes its samples lie: 16 bits each, little-endian, channel by channel for each moment. Nothing is
 * copied until the frames are made.
 *
 * @param samples of one channel
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Sound(byte[] bytes, int from, int samples, int channels) {
    private static final float FULL_SCALE = 32_768;

    /** The sample at that moment, -1 to 1, all channels mixed with equal weight. */
    float at(int index) {
        int at = from + index * channels * 2;
        int sum = 0;
        for (int channel = 0; channel < channels; channel++, at += 2) {
            sum += (short) ((bytes[at] & 0xFF) | (bytes[at + 1] << 8));
        }
        return channels == 1 ? sum / FULL_SCALE : sum / (FULL_SCALE * channels);
    }
}
