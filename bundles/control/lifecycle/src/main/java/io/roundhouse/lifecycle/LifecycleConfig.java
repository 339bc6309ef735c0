package io.roundhouse.lifecycle;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings under {@link LifecycleComponent#PID}. */
@ObjectClassDefinition(id = LifecycleComponent.PID, name = "Model lifecycle")
@interface LifecycleConfig {
    @AttributeDefinition(name = "Load threads", description = "Models loaded at once, 1 to 16.")
    int load_threads() default 2;

    @AttributeDefinition(
            name = "Load timeout",
            description = "Loading and warming one version may take so long, up to 1h.")
    String load_timeout() default "5m";

    @AttributeDefinition(
            name = "Drain timeout",
            description = "What is replaced waits so long for the requests it has, up to 1h.")
    String drain_timeout() default "30s";

    @AttributeDefinition(
            name = "Warm requests",
            description = "Made-up requests before a version is published, 0 to 1000.")
    int warm_requests() default 3;

    @AttributeDefinition(
            name = "Warm replacement",
            description = "A version that replaces one that serves is asked so long more at most, up to 1h.")
    String warm_replacement() default "1s";

    @AttributeDefinition(
            name = "Engine URL",
            description = "Where a swap finds an engine; {name} and {version} are filled in.")
    String engine_url() default "mvn:io.roundhouse.engines/{name}/{version}";
}
