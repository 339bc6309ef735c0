package io.roundhouse.alerts;

import io.roundhouse.alerts.Destination.Email;
import io.roundhouse.alerts.Destination.Login;
import io.roundhouse.alerts.Destination.Security;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.function.LongSupplier;
import org.apache.commons.net.smtp.AuthenticatingSMTPClient;
import org.apache.commons.net.smtp.SMTPReply;

/** Hands a message to a mail server, each on a connection of its own: they are rare. */
final class MailSender implements Sender {
    private final Email email;
    private final Path base;
    private final LongSupplier wallMillis;

    /** @param base what the password's file is relative to */
    MailSender(Email email, Path base, LongSupplier wallMillis) {
        this.email = email;
        this.base = base;
        this.wallMillis = wallMillis;
    }

    @Override
    public void send(Message message) throws IOException {
        AuthenticatingSMTPClient client =
                new AuthenticatingSMTPClient("TLS", email.security() == Security.TLS, StandardCharsets.UTF_8.name());
        int millis = Math.toIntExact(email.timeout().toMillis());
        client.setConnectTimeout(millis);
        client.setDefaultTimeout(millis);
        client.setEndpointCheckingEnabled(true);
        try {
            client.connect(email.host(), email.port());
            client.setSoTimeout(millis);
            expect(client, SMTPReply.isPositiveCompletion(client.getReplyCode()), "did not greet");
            greet(client);
            deliver(client, message);
            client.quit();
        } catch (GeneralSecurityException e) {
            throw new IOException("the mail server's login needs what this JVM has not: " + e.getMessage(), e);
        } finally {
            if (client.isConnected()) {
                client.disconnect();
            }
        }
    }

    private void greet(AuthenticatingSMTPClient client) throws IOException, GeneralSecurityException {
        expect(client, client.elogin("localhost"), "did not take EHLO");
        if (email.security() == Security.STARTTLS) {
            expect(client, client.execTLS(), "offers no STARTTLS; say security: tls, or none");
            expect(client, client.elogin("localhost"), "did not take EHLO");
        }
        if (email.login().isPresent()) {
            Login login = email.login().get();
            String password =
                    Files.readString(base.resolve(login.passwordFile())).strip();
            boolean in = client.auth(AuthenticatingSMTPClient.AUTH_METHOD.PLAIN, login.user(), password);
            expect(client, in, "did not take the login of " + login.user());
        }
    }

    private void deliver(AuthenticatingSMTPClient client, Message message) throws IOException {
        expect(client, client.setSender(email.from()), "did not take the sender " + email.from());
        for (String receiver : email.to()) {
            expect(client, client.addRecipient(receiver), "did not take the receiver " + receiver);
        }
        Writer body = client.sendMessageData();
        if (body == null) {
            throw failure(client, "did not take the message");
        }
        try (body) {
            body.write(MailText.of(email, message, wallMillis.getAsLong()));
        }
        expect(client, client.completePendingCommand(), "did not take the message");
    }

    private static void expect(AuthenticatingSMTPClient client, boolean right, String sentence) throws IOException {
        if (!right) {
            throw failure(client, sentence);
        }
    }

    private static IOException failure(AuthenticatingSMTPClient client, String sentence) {
        String said = client.getReplyString();
        String all = "the mail server " + sentence + (said == null ? "" : ": " + said.strip());
        return SMTPReply.isNegativePermanent(client.getReplyCode()) ? new Refused(all) : new IOException(all);
    }
}
