package io.roundhouse.alerts;

import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes the outbox of a destination. */
final class Senders {
    private static final int THREADS = 2;

    private final Path base;
    private final ThreadPoolExecutor http =
            new ThreadPoolExecutor(THREADS, THREADS, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Senders::thread);

    Senders(Path base) {
        this.base = base;
        http.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "roundhouse-alerts-http");
        thread.setDaemon(true);
        return thread;
    }

    Outbox outbox(Destination destination) {
        return new Outbox(destination.name(), sender(destination), Thread::sleep, () -> ThreadLocalRandom.current()
                .nextDouble());
    }

    private Sender sender(Destination destination) {
        if (destination instanceof Destination.Webhook webhook) {
            return new WebhookSender(webhook, base, http);
        }
        return destination instanceof Destination.Email email
                ? new MailSender(email, base, System::currentTimeMillis)
                : new LogSender();
    }

    void stop() {
        http.shutdownNow();
    }
}
