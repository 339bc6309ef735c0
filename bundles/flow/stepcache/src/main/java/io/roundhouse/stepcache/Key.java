package io.roundhouse.stepcache;

import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Whose, and of what: a SHA-256 over shapes and contents of the columns that the step reads, whose types are always the same. One that nobody can
 * find two inputs for: a quicker hash would let one client make another get a wrong answer.
 */
record Key(Owner owner, long a, long b, long c, long d) {
    private static final int HEAD_BYTES = 16;

    static Key of(Owner owner, Tensors columns, List<TensorSpec> reads) {
        MessageDigest digest = sha256();
        byte[] head = new byte[HEAD_BYTES];
        for (TensorSpec read : reads) {
            Tensor column = columns.get(read.name());
            ByteBuffer content = column.data();
            ByteBuffer.wrap(head).putLong(column.shape().rank()).putLong(content.remaining());
            digest.update(head);
            for (int i = 0; i < column.shape().rank(); i++) {
                ByteBuffer.wrap(head).putLong(column.shape().dim(i));
                digest.update(head, 0, Long.BYTES);
            }
            digest.update(content);
        }
        ByteBuffer sum = ByteBuffer.wrap(digest.digest()).order(ByteOrder.LITTLE_ENDIAN);
        return new Key(owner, sum.getLong(), sum.getLong(), sum.getLong(), sum.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public int hashCode() {
        return (int) (a ^ owner.id());
    }
}
