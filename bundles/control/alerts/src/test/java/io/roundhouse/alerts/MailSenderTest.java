package io.roundhouse.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.roundhouse.alerts.Destination.Email;
import io.roundhouse.alerts.Destination.Security;
import io.roundhouse.alerts.Message.Told;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mail server of another hand takes the messages, and another library reads them. */
class MailSenderTest {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void listen() {
        server.start();
    }

    @AfterEach
    void end() {
        server.stop();
    }

    private Email email(Security security) {
        return new Email(
                "email",
                List.of(),
                "127.0.0.1",
                server.getSmtp().getPort(),
                security,
                "roundhouse@example.org",
                List.of("ops@example.org", "night@example.org"),
                Optional.empty(),
                Duration.ofSeconds(5));
    }

    @Test
    void sendsWhatEveryMailReaderReads() throws Exception {
        String longName = "größer".repeat(20);
        Message message = new Message(
                email(Security.NONE),
                Map.of("alert", longName),
                List.of(new Told(Map.of("alert", longName), "Preis über 3 €\n.\nQUIT", 1_000, 0)),
                2,
                true);

        new MailSender(email(Security.NONE), Path.of("."), () -> 61_000).send(message);

        assertThat(server.getReceivedMessages()).hasSize(2);
        MimeMessage received = server.getReceivedMessages()[0];
        assertThat(received.getSubject()).isEqualTo("[1 firing] {alert=" + longName + "}");
        assertThat(received.getFrom()[0].toString()).isEqualTo("Roundhouse <roundhouse@example.org>");
        assertThat(received.getAllRecipients()).hasSize(2);
        assertThat(received.getHeader("Date")).containsExactly("Thu, 1 Jan 1970 00:01:01 GMT");
        assertThat((String) received.getContent())
                .startsWith("FIRING since 1970-01-01T00:00:01Z\r\nPreis über 3 €\n.\nQUIT\r\n")
                .contains("and 2 more");
    }

    @Test
    void sendsNothingInTheOpenWhereItWasToBeProtected() {
        assertThatThrownBy(
                        () -> new MailSender(email(Security.STARTTLS), Path.of("."), () -> 0).send(OutboxTest.MESSAGE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("offers no STARTTLS");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void failsWhereNobodyListens() {
        Email gone = email(Security.NONE);
        server.stop();

        assertThatThrownBy(() -> new MailSender(gone, Path.of("."), () -> 0).send(OutboxTest.MESSAGE))
                .isInstanceOf(IOException.class);
    }
}
