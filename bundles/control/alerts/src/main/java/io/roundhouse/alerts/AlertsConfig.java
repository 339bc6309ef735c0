package io.roundhouse.alerts;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings under {@link AlertsComponent#PID}. */
@ObjectClassDefinition(id = AlertsComponent.PID, name = "Alerts")
@interface AlertsConfig {
    @AttributeDefinition(
            name = "Rules",
            description = "The file of rules; relative to the server's own folder. Read again when it changes.")
    String rules() default "etc/alerts.yaml";

    @AttributeDefinition(
            name = "Scripts",
            description = "The folder of scripts that rules may name; relative to the server's own folder.")
    String scripts() default "etc/alert-scripts";

    @AttributeDefinition(name = "Script timeout", description = "How long a script may take, up to 10m.")
    String script_timeout() default "1m";
}
