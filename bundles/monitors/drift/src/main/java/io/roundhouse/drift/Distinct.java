package io.roundhouse.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * How many different words there were, within about 3 %: HyperLogLog with 1024 registers of a byte (Flajolet, Fusy, Gandouet,
 * Meunier 2007), and counting empty registers where there are few words. DataSketches has a smaller one, of which the bytes
 * cannot be had on newer JVMs.
 */
final class Distinct {
    private static final int BITS = 10;
    private static final int REGISTERS = 1 << BITS;
    private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

    private final byte[] registers = new byte[REGISTERS];

    void add(String word) {
        long hash = 0xCBF29CE484222325L;
        for (byte one : word.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ one) * 0x100000001B3L; // FNV-1a
        }
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L; // and mixed as SplitMix does, for the upper bits
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        hash ^= hash >>> 31;
        int register = (int) (hash >>> (Long.SIZE - BITS));
        int rank = Math.min(Long.SIZE - BITS, Long.numberOfLeadingZeros(hash << BITS)) + 1;
        if (rank > registers[register]) {
            registers[register] = (byte) rank;
        }
    }

    void merge(Distinct other) {
        for (int i = 0; i < REGISTERS; i++) {
            registers[i] = (byte) Math.max(registers[i], other.registers[i]);
        }
    }

    double estimate() {
        double sum = 0;
        int empty = 0;
        for (byte rank : registers) {
            sum += Math.scalb(1.0, -rank);
            empty += rank == 0 ? 1 : 0;
        }
        double estimate = ALPHA * REGISTERS * REGISTERS / sum;
        return estimate <= 2.5 * REGISTERS && empty > 0 ? REGISTERS * Math.log((double) REGISTERS / empty) : estimate;
    }

    void write(DataOutput out) throws IOException {
        out.write(registers);
    }

    void read(DataInput in) throws IOException {
        in.readFully(registers);
    }

    static int retainedBytes() {
        return REGISTERS + 32;
    }
}
