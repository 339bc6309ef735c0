package io.roundhouse.admin;

import io.roundhouse.server.control.Alerts;
import java.util.List;

/**
 * All that is known of alerts.
 *
 * @param trouble what keeps the newest rules from being in force; empty when nothing does
 */
record AlertsDocument(
        List<Alerts.Alert> alerts, List<Alerts.Rule> rules, List<Alerts.Silence> silences, String trouble) {
    static AlertsDocument of(Alerts alerts) {
        return new AlertsDocument(alerts.alerts(), alerts.rules(), alerts.silences(), alerts.trouble());
    }
}
