package io.roundhouse.alerts;

import io.roundhouse.alerts.Destination.Email;
import io.roundhouse.alerts.Message.Told;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** A message as RFC 5322 has it: headers in ASCII, the text in base64, so that neither has a line of its own to break out. */
final class MailText {
    private static final String END = "\r\n";
    private static final int WORD_BYTES = 42; // an encoded word has at most 75 characters

    private MailText() {}

    static String of(Email email, Message message, long nowMillis) {
        return String.join(
                END,
                "Date: "
                        + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                Instant.ofEpochMilli(nowMillis).atOffset(ZoneOffset.UTC)),
                "From: Roundhouse <" + email.from() + ">",
                "To: " + String.join("," + END + " ", email.to()),
                "Subject: " + encoded(message.headline()),
                "Message-ID: <" + UUID.randomUUID() + "@roundhouse>",
                "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=UTF-8",
                "Content-Transfer-Encoding: base64",
                "",
                Base64.getMimeEncoder().encodeToString(body(message).getBytes(StandardCharsets.UTF_8)),
                "");
    }

    private static String body(Message message) {
        StringBuilder text = new StringBuilder();
        for (Told alert : message.alerts()) {
            text.append(alert.isFiring() ? "FIRING since " : "resolved at ")
                    .append(Instant.ofEpochMilli(alert.isFiring() ? alert.sinceMillis() : alert.endMillis()))
                    .append(END)
                    .append(alert.summary())
                    .append(END)
                    .append(Labels.text(alert.labels()))
                    .append(END)
                    .append(END);
        }
        if (message.truncated() > 0) {
            text.append("and ").append(message.truncated()).append(" more").append(END);
        }
        return text.toString();
    }

    /** RFC 2047, cut between characters. */
    private static String encoded(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int bytes = 0;
        for (int character : text.codePoints().toArray()) {
            String one = Character.toString(character);
            int length = one.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + length > WORD_BYTES) {
                words.add(word(word.toString()));
                word.setLength(0);
                bytes = 0;
            }
            word.append(one);
            bytes += length;
        }
        words.add(word(word.toString()));
        return String.join(END + " ", words);
    }

    private static String word(String text) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
