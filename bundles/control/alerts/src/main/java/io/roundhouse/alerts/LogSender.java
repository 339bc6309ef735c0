package io.roundhouse.alerts;

import io.roundhouse.alerts.Message.Told;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line an alert in the server's log. */
final class LogSender implements Sender {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.alerts");

    @Override
    public void send(Message message) {
        for (Told alert : message.alerts()) {
            if (alert.isFiring()) {
                LOG.warn("alert firing labels={} summary=\"{}\"", Labels.text(alert.labels()), alert.summary());
            } else {
                LOG.info("alert resolved labels={} summary=\"{}\"", Labels.text(alert.labels()), alert.summary());
            }
        }
    }
}
