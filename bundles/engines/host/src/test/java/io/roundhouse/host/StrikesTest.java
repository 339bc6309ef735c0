package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StrikesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Fingerprint A = new Fingerprint(1, 1);
    private static final Instant NOW = Instant.parse("2026-11-28T02:00:00Z");

    private final Strikes strikes = new Strikes(3, HOUR);

    @Test
    void listsASecondCrashAlone() {
        assertThat(strikes.add(A, 0, true, "died", NOW).isListed(NOW)).isFalse();
        Strikes.Strike second = strikes.add(A, 0, true, "died", NOW);

        assertThat(second.isListed(NOW)).isTrue();
        assertThat(second.isListed(NOW.plus(HOUR))).isFalse();
    }

    @Test
    void listsACrashAloneAfterOneInCompany() {
        strikes.add(A, 0, false, "died", NOW);

        assertThat(strikes.add(A, 0, true, "died", NOW).isListed(NOW)).isTrue();
    }

    @Test
    void neverListsForCompany() {
        for (int i = 0; i < 100; i++) {
            assertThat(strikes.add(A, 0, false, "died", NOW).isListed(NOW)).isFalse();
        }
    }

    @Test
    void forgetsCompanyWhenAcquitted() {
        strikes.add(A, 0, false, "died", NOW);
        strikes.acquit(A);

        assertThat(strikes.find(A)).isNull();
    }

    @Test
    void forgetsACrashAloneWhenAcquitted() {
        strikes.add(A, 0, true, "died", NOW); // somebody killed the host while it was in there
        strikes.acquit(A);

        assertThat(strikes.find(A)).isNull();
    }

    @Test
    void keepsWhatWasListedWhenAcquitted() {
        strikes.add(A, 0, true, "died", NOW);
        strikes.add(A, 0, true, "died", NOW);
        strikes.acquit(A);

        assertThat(strikes.find(A))
                .satisfies(strike -> assertThat(strike.isListed(NOW)).isTrue());
    }

    @Test
    void listsAtOnceWhatWasListedBefore() {
        strikes.add(A, 0, true, "died", NOW);
        strikes.add(A, 0, true, "died", NOW);
        Instant later = NOW.plus(HOUR).plusSeconds(1);

        assertThat(strikes.add(A, 0, true, "died", later).isListed(later)).isTrue();
    }

    @Test
    void forgetsEverythingInTheEnd() {
        strikes.list(A, 0, "died", NOW);

        strikes.expire(NOW.plus(HOUR.multipliedBy(2)).minusNanos(1));
        assertThat(strikes.find(A)).isNotNull();
        strikes.expire(NOW.plus(HOUR.multipliedBy(2)));
        assertThat(strikes.find(A)).isNull();
    }

    @Test
    void letsSuspectsGoBeforeListedOnes() {
        strikes.list(A, 0, "died", NOW);
        for (int i = 2; i <= 10; i++) {
            strikes.add(new Fingerprint(i, i), 0, false, "died", NOW);
        }

        assertThat(strikes.copy()).hasSize(3).containsKeys(A, new Fingerprint(10, 10));
        assertThat(strikes.evicted()).isEqualTo(7);
    }

    @Test
    void letsTheEldestGoWhereAllAreListed() {
        for (int i = 1; i <= 4; i++) {
            strikes.list(new Fingerprint(i, i), 0, "died", NOW);
        }

        assertThat(strikes.copy()).hasSize(3).doesNotContainKey(A);
    }
}
