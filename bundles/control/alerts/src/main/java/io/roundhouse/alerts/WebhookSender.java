package io.roundhouse.alerts;

import io.roundhouse.alerts.Destination.Webhook;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/** Posts Alertmanager's message. */
final class WebhookSender implements Sender {
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;
    private static final int TIMEOUT = 408;

    private final Webhook webhook;
    private final Path base;
    private final HttpClient client;

    /**
     * A sender.
     *
     * @param base what the token's file is relative to
     * @param executor of the client's own work
     */
    WebhookSender(Webhook webhook, Path base, Executor executor) {
        this.webhook = webhook;
        this.base = base;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(webhook.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(executor)
                .build();
    }

    @Override
    public void send(Message message) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(webhook.url())
                .timeout(webhook.timeout())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(WebhookJson.bytes(message)));
        if (webhook.tokenFile().isPresent()) {
            String token =
                    Files.readString(base.resolve(webhook.tokenFile().get())).strip();
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<Void> answer = client.send(request.build(), BodyHandlers.discarding());
            check(answer.statusCode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void check(int status) throws IOException {
        if (status / 100 == 2) {
            return;
        }
        boolean later = status / 100 == 5 || status == TIMEOUT || status == TOO_EARLY || status == TOO_MANY;
        String sentence = "the webhook answered " + status;
        throw later ? new IOException(sentence) : new Refused(sentence);
    }
}
