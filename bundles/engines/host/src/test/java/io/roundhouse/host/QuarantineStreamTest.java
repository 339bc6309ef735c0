package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Poison in a stream of good requests: what a quarantine promises, whatever comes together. */
class QuarantineStreamTest {
    private static final String MODEL = "m";

    /** A host that serves, one for quarantine, and callers. */
    private static final class Stream {
        final SplittableRandom random;
        final Quarantine quarantine = new Quarantine(QuarantineSettings.DEFAULT, () -> Instant.EPOCH);
        final boolean repeatable;
        final int poisons;
        final boolean weak; // the quarantine host also dies for no reason
        final Map<Integer, Integer> crashes = new HashMap<>();
        final Map<Integer, Integer> crashesAlone = new HashMap<>();
        final Map<Integer, Integer> involved = new HashMap<>();
        final Map<Long, Integer> calls = new HashMap<>();
        final Map<Long, String> answers = new LinkedHashMap<>();
        final List<Long> inFlight = new ArrayList<>();
        long next;

        Stream(long seed, int poisons, boolean repeatable, boolean weak) {
            this.random = new SplittableRandom(seed);
            this.poisons = poisons;
            this.repeatable = repeatable;
            this.weak = weak;
        }

        /** Contents below {@code poisons} are poison. */
        void run(int requests, int together) {
            for (int i = 0; i < requests; i++) {
                int content = random.nextInt(4) == 0 ? random.nextInt(poisons + 1) : poisons + random.nextInt(40);
                arrive(content);
                while (!inFlight.isEmpty() && (inFlight.size() >= together || random.nextInt(3) == 0)) {
                    finishOne();
                }
            }
            while (!inFlight.isEmpty()) {
                finishOne();
            }
        }

        private void arrive(int content) {
            long call = next++;
            calls.put(call, content);
            QuarantinePass pass = quarantine.admit(MODEL, input(content));
            if (pass instanceof QuarantinePass.Refused) {
                answer(call, "refused");
            } else if (pass instanceof QuarantinePass.Alone) {
                alone(call, false);
            } else {
                inFlight.add(call);
            }
        }

        /** One of those in flight is through, or takes the others along. */
        private void finishOne() {
            long call = inFlight.get(random.nextInt(inFlight.size()));
            int content = content(call);
            if (content >= poisons) {
                inFlight.remove(call);
                answer(call, "answer");
                return;
            }
            count(crashes, content);
            List<QuarantineSuspect> suspects = new ArrayList<>();
            inFlight.forEach(each -> suspects.add(suspect(each, false)));
            List<Integer> contents =
                    inFlight.stream().map(calls::get).distinct().toList();
            contents.forEach(each -> count(involved, each));
            if (contents.size() == 1) {
                contents.forEach(each -> count(crashesAlone, each));
            }
            inFlight.clear();
            follow(quarantine.crashed(suspects, "died"));
        }

        private void follow(QuarantinePlan plan) {
            for (QuarantinePlan.Failure failure : plan.failures()) {
                answer(failure.call(), failure.listed() ? "refused" : "failed");
            }
            for (long call : plan.retries()) {
                if (quarantine.admit(MODEL, input(content(call))) instanceof QuarantinePass.Refused) {
                    answer(call, "refused");
                } else {
                    alone(call, true);
                }
            }
        }

        private void alone(long call, boolean retry) {
            int content = content(call);
            if (content >= poisons && !(weak && random.nextInt(3) == 0)) {
                quarantine.acquitted(suspect(call, retry).fingerprint());
                answer(call, "answer");
                return;
            }
            count(crashes, content);
            count(involved, content);
            count(crashesAlone, content);
            follow(quarantine.crashed(List.of(suspect(call, retry)), "died"));
        }

        private int content(long call) {
            return Objects.requireNonNull(calls.get(call));
        }

        private QuarantineSuspect suspect(long call, boolean retry) {
            Tensors input = input(content(call));
            return new QuarantineSuspect(
                    call,
                    Fingerprint.of(MODEL, input),
                    Fingerprint.sketch(MODEL, input),
                    Duration.ofSeconds(1),
                    repeatable,
                    retry);
        }

        private void answer(long call, String what) {
            assertThat(answers.put(call, what)).as("answers to call %d", call).isNull();
        }

        private static void count(Map<Integer, Integer> counts, int content) {
            counts.merge(content, 1, Integer::sum);
        }

        private static Tensors input(int content) {
            return Tensors.of("x", Tensor.ofFloats(Shape.of(1, 1), content));
        }
    }

    @Property(tries = 300)
    void costsTwoCrashesAPoisonAndAnswersEveryoneElse(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int poisons,
            @ForAll @IntRange(min = 1, max = 12) int together) {
        Stream stream = new Stream(seed, poisons, true, false);

        stream.run(200, together);

        assertThat(stream.answers).hasSize(200);
        assertThat(stream.crashes.values()).allMatch(crashes -> crashes <= 2);
        stream.calls.forEach((call, content) -> {
            String wanted = content < poisons ? "refused" : "answer";
            assertThat(stream.answers.get(call)).as("content %d", content).isEqualTo(wanted);
        });
    }

    @Property(tries = 300)
    void costsTwoCrashesAlsoWhereNothingIsRepeated(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int together) {
        Stream stream = new Stream(seed, 1, false, false);

        stream.run(200, together);

        assertThat(stream.answers).hasSize(200);
        assertThat(stream.crashes.getOrDefault(0, 0)).isLessThanOrEqualTo(2);
        assertThat(stream.answers.values().stream().filter("failed"::equals).count())
                .isLessThanOrEqualTo(together); // those in flight at the one crash in company, and the poison alone
    }

    @Property(tries = 300)
    void listsNobodyForTheCompanyHeWasIn(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int poisons,
            @ForAll @IntRange(min = 1, max = 12) int together) {
        Stream stream = new Stream(seed, poisons, true, true);

        stream.run(200, together);

        stream.calls.forEach((call, content) -> {
            if ("refused".equals(stream.answers.get(call))) {
                assertThat(stream.crashesAlone.getOrDefault(content, 0)).isPositive();
                assertThat(stream.involved.get(content)).isGreaterThanOrEqualTo(2);
            }
        });
    }
}
