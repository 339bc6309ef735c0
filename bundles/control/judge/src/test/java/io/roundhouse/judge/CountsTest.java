package io.roundhouse.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CountsTest {
    private static final int BUCKETS = 21;

    @Property
    void countsAsAPlainListDoes(@ForAll @Size(max = 100) List<@IntRange(min = 0, max = BUCKETS - 1) Integer> values) {
        Counts counts = new Counts(BUCKETS);
        values.forEach(bucket -> counts.add(bucket, 1));

        assertThat(counts.total()).isEqualTo(values.size());
        for (int bucket = -2; bucket < BUCKETS + 2; bucket++) {
            int at = bucket;
            assertThat(counts.below(at))
                    .isEqualTo(values.stream().filter(v -> v < at).count());
            assertThat(counts.above(at))
                    .isEqualTo(values.stream().filter(v -> v > at).count());
        }
        int[] sorted = values.stream().mapToInt(Integer::intValue).sorted().toArray();
        int[] found = new int[sorted.length];
        Arrays.setAll(found, counts::bucketOf);
        assertThat(found).isEqualTo(sorted);
    }
}
