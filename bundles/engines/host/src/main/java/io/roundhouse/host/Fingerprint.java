package io.roundhouse.host;

import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Tells a request from all others: the first 128 bits of SHA-256 over the model and the input in canonical form (tensors by
 * name, each with type, shape and bytes, everything with its length before it, so that no two inputs are written alike).
 *
 * <p>A list of refused requests must not be a way to have those of others refused, so the hash is one for which nobody can make
 * a second input. It takes 0.6 µs a KB where the processor has SHA instructions, and is needed after a crash, or where {@link
 * #sketch} says that a request may be a listed one. Rejected: a keyed polynomial modulo 2^61-1 in three lanes (as slow, in
 * Java, and needs a secret that outlives the process), a multiply-and-fold hash (a third of the time, and no such promise).
 */
record Fingerprint(long high, long low) {
    private static final int SAMPLES = 32;

    /**
     * @param model the hash of its files, and what else makes it another model: the engine's version
     */
    static Fingerprint of(String model, Tensors input) {
        MessageDigest digest = sha256();
        ByteBuffer head = ByteBuffer.allocate(64 + 8 * 16);
        text(digest, head, model);
        for (int index : byName(input)) {
            Tensor tensor = input.values().get(index);
            text(digest, head, input.names().get(index));
            text(digest, head, tensor.type().name());
            head.putInt(tensor.shape().rank());
            for (int i = 0; i < tensor.shape().rank(); i++) {
                head.putLong(tensor.shape().dim(i));
            }
            head.putInt(tensor.byteSize());
            digest.update(head.flip());
            head.clear();
            digest.update(tensor.data());
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new Fingerprint(hash.getLong(), hash.getLong());
    }

    /**
     * A number that equal requests share, and others mostly do not: from sizes, shapes and a few words of the bytes. Takes 70 ns
     * whatever the input's size.
     */
    static long sketch(String model, Tensors input) {
        long sketch = model.hashCode();
        for (int i = 0; i < input.size(); i++) {
            Tensor tensor = input.values().get(i);
            long part =
                    31L * input.names().get(i).hashCode() + tensor.type().name().hashCode();
            part = mix(part, tensor.shape().hashCode());
            ByteBuffer data = tensor.data();
            int last = data.limit() - Long.BYTES;
            part = mix(part, data.limit());
            for (int sample = 0; sample < SAMPLES && last >= 0; sample++) {
                part = mix(part, data.getLong((int) ((long) last * sample / (SAMPLES - 1))));
            }
            sketch += mix(part, part); // in any order of names
        }
        return sketch;
    }

    /** Enough of it for a person. */
    String id() {
        return toString().substring(0, 12);
    }

    @Override
    public String toString() {
        return "%016x%016x".formatted(high, low);
    }

    private static int[] byName(Tensors input) {
        Integer[] order = new Integer[input.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order, (a, b) -> input.names().get(a).compareTo(input.names().get(b)));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private static void text(MessageDigest digest, ByteBuffer head, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        head.putInt(bytes.length);
        digest.update(head.flip());
        head.clear();
        digest.update(bytes);
    }

    private static long mix(long state, long word) {
        long mixed = (state ^ word) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 29);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
