package io.roundhouse.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.alerts.Message.Told;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutboxTest {
    static final Message MESSAGE = new Message(
            Telling.LOG,
            Map.of("alert", "hot"),
            List.of(new Told(Map.of("alert", "hot", "severity", "page"), "it is hot", 1_000, 0)),
            0,
            true);

    private final List<Long> pauses = new ArrayList<>();
    private int attempts;

    private Outbox outbox(int failures) {
        return new Outbox(
                "hook",
                message -> {
                    if (attempts++ < failures) {
                        throw new IOException("connection refused");
                    }
                },
                pauses::add,
                () -> 0.5);
    }

    @Test
    void triesAgainAfterPausesThatDouble() throws InterruptedException {
        Outbox outbox = outbox(3);

        outbox.deliver(MESSAGE);

        assertThat(pauses).containsExactly(750L, 1_500L, 3_000L);
        assertThat(outbox.sent()).isOne();
        assertThat(outbox.retried()).isEqualTo(3);
        assertThat(outbox.dropped()).isZero();
    }

    @Test
    void givesUpAfterSixAttempts() throws InterruptedException {
        Outbox outbox = outbox(1_000);

        outbox.deliver(MESSAGE);

        assertThat(attempts).isEqualTo(Outbox.ATTEMPTS);
        assertThat(pauses.stream().mapToLong(Long::longValue).sum()).isLessThanOrEqualTo(31_000);
        assertThat(outbox.sent()).isZero();
        assertThat(outbox.dropped()).isOne();
    }

    @Test
    void doesNotAskAgainWhereItWasRefused() throws InterruptedException {
        Outbox outbox = new Outbox(
                "hook",
                message -> {
                    throw new Sender.Refused("the webhook answered 404");
                },
                pauses::add,
                () -> 0.5);

        outbox.deliver(MESSAGE);

        assertThat(pauses).isEmpty();
        assertThat(outbox.dropped()).isOne();
    }

    @Test
    void dropsWhatDoesNotFitInAndNeverWaits() {
        Outbox outbox = outbox(0); // nobody takes anything out

        for (int i = 0; i < Outbox.QUEUE_MAX + 7; i++) {
            outbox.offer(MESSAGE);
        }

        assertThat(outbox.waiting()).isEqualTo(Outbox.QUEUE_MAX);
        assertThat(outbox.dropped()).isEqualTo(7);
    }

    @Test
    void leavesNoThreadBehindWhileItIsSending() throws InterruptedException {
        CountDownLatch sending = new CountDownLatch(1);
        Outbox outbox = new Outbox(
                "hanging",
                message -> {
                    sending.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IOException("interrupted", e);
                    }
                },
                pauses::add,
                () -> 0.5);
        outbox.start();
        outbox.offer(MESSAGE);
        assertThat(sending.await(10, TimeUnit.SECONDS)).isTrue();

        outbox.stop();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("roundhouse-alerts-hanging"));
    }
}
