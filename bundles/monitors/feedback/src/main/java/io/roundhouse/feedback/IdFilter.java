package io.roundhouse.feedback;

/**
 * Which ids were there, in 20 bits each (Bloom, 1970): says yes for all of them, and for one stranger in 15,000. It is
 * what remains of a segment of predictions, to tell who comes late from who was never there.
 */
final class IdFilter {
    private static final int BITS_EACH = 20;
    private static final int HASHES = 14;

    private final byte[] bits;

    private IdFilter(byte[] bits) {
        this.bits = bits;
    }

    static IdFilter of(Iterable<String> ids, long count) {
        IdFilter filter = new IdFilter(new byte[(int) Math.max(8, count * BITS_EACH / 8)]);
        ids.forEach(filter::add);
        return filter;
    }

    static IdFilter of(byte[] bits) {
        return new IdFilter(bits);
    }

    byte[] bits() {
        return bits;
    }

    private void add(String id) {
        long hash = hash(id);
        for (int i = 0; i < HASHES; i++) {
            int bit = bit(hash, i);
            bits[bit >>> 3] |= (byte) (1 << (bit & 7));
        }
    }

    boolean contains(String id) {
        long hash = hash(id);
        for (int i = 0; i < HASHES; i++) {
            int bit = bit(hash, i);
            if ((bits[bit >>> 3] & 1 << (bit & 7)) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Two hashes make all the others (Kirsch and Mitzenmacher, 2006). */
    private int bit(long hash, int i) {
        long combined = (hash >>> 32) + i * ((hash & 0xffff_ffffL) | 1);
        return (int) (combined % (bits.length * 8L));
    }

    /** FNV-1a, and the finalizer of MurmurHash3. */
    private static long hash(String id) {
        long hash = 0xcbf2_9ce4_8422_2325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100_0000_01b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51_afd7_ed55_8ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ce_b9fe_1a85_ec53L;
        return hash ^ hash >>> 33;
    }
}
