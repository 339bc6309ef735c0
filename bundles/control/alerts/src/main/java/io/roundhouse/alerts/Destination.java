package io.roundhouse.alerts;

import io.roundhouse.api.config.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Somebody who is told. */
sealed interface Destination {
    List<String> KINDS = List.of("log", "webhook", "email");

    String name();

    /** Only alerts of these; all when empty. */
    List<String> severities();

    default boolean takes(String severity) {
        return severities().isEmpty() || severities().contains(severity);
    }

    /** A line in the server's log. */
    record Log(String name, List<String> severities) implements Destination {}

    /**
     * Alertmanager's message by POST.
     *
     * @param tokenFile whose content is sent as a bearer token
     */
    record Webhook(String name, List<String> severities, URI url, Optional<String> tokenFile, Duration timeout)
            implements Destination {}

    /** A message by SMTP. */
    record Email(
            String name,
            List<String> severities,
            String host,
            int port,
            Security security,
            String from,
            List<String> to,
            Optional<Login> login,
            Duration timeout)
            implements Destination {}

    /** Who sends. */
    record Login(String user, String passwordFile) {}

    /** How a connection to a mail server is protected. */
    enum Security {
        STARTTLS,
        TLS,
        NONE
    }

    static Log log(Settings log) {
        log.allow("name", "severities");
        return new Log(log.text("name", "log"), log.texts("severities"));
    }

    static Webhook webhook(Settings webhook) {
        webhook.allow("name", "severities", "url", "token_file", "timeout");
        return new Webhook(
                webhook.text("name", "webhook"),
                webhook.texts("severities"),
                url(webhook),
                webhook.findText("token_file"),
                timeout(webhook));
    }

    private static URI url(Settings webhook) {
        String text = webhook.text("url");
        try {
            URI url = new URI(text);
            String scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            if (url.getHost() != null && List.of("http", "https").contains(scheme)) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw webhook.invalid("url", "is no address: " + e.getReason() + ", was '" + text + "'", e);
        }
        throw webhook.invalid("url", "must be http://HOST/... or https://HOST/..., was '" + text + "'", null);
    }

    static Email email(Settings email) {
        email.allow("name", "severities", "host", "port", "security", "from", "to", "user", "password_file", "timeout");
        Security security = email.choice("security", Security.STARTTLS);
        if (email.has("user") != email.has("password_file")) {
            throw email.invalid("user", "and 'password_file' belong together", null);
        }
        if (email.has("user") && security == Security.NONE) {
            throw email.invalid("security", "must be starttls or tls where a password is sent, was none", null);
        }
        return new Email(
                email.text("name", "email"),
                email.texts("severities"),
                email.text("host"),
                (int) email.integer(
                        "port", security == Security.TLS ? 465 : security == Security.NONE ? 25 : 587, 1, 65_535),
                security,
                address(email, "from", email.text("from")),
                receivers(email),
                email.findText("user").map(user -> new Login(user, email.text("password_file"))),
                timeout(email));
    }

    private static List<String> receivers(Settings email) {
        List<String> to = email.sections("to").stream()
                .map(one -> address(email, "to", String.join(",", one.keys())))
                .toList();
        if (to.isEmpty()) {
            throw email.invalid("to", "must be a list of addresses, like [ops@example.org]", null);
        }
        return to;
    }

    /** Neither spaces nor brackets nor line ends, so that it stays one word of the protocol. */
    private static String address(Settings email, String key, String text) {
        if (!text.matches("[!-;=?-~]{1,64}@[A-Za-z0-9.-]{1,255}")) {
            throw email.invalid(key, "must be an address like ops@example.org, was '" + text + "'", null);
        }
        return text;
    }

    private static Duration timeout(Settings settings) {
        Duration timeout = settings.duration("timeout", Duration.ofSeconds(10), Duration.ofMinutes(1));
        if (timeout.isZero()) {
            throw settings.invalid("timeout", "must be above 0, like 10s", null);
        }
        return timeout;
    }
}
