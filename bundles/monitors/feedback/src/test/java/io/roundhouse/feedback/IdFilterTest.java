package io.roundhouse.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class IdFilterTest {
    @Property(tries = 200)
    void everyIdThatWasThereIsKnown(@ForAll Set<String> ids) {
        IdFilter filter = IdFilter.of(IdFilter.of(ids, ids.size()).bits());

        assertThat(ids).allMatch(filter::contains);
    }

    @Example
    void oneStrangerInThousandsIsTakenForKnown() {
        Random random = new Random(7);
        Set<String> ids = IntStream.range(0, 20_000)
                .mapToObj(i -> Long.toHexString(random.nextLong()) + "-" + i)
                .collect(Collectors.toSet());
        IdFilter filter = IdFilter.of(ids, ids.size());

        long taken = IntStream.range(0, 100_000)
                .filter(i -> filter.contains(Long.toHexString(random.nextLong()) + "-" + i))
                .count();

        assertThat(taken).isLessThan(40);
    }
}
