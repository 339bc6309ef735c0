package io.roundhouse.openinference;

import java.time.Duration;
import java.util.List;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code io.roundhouse.openinference} with their defaults. */
@ObjectClassDefinition(
        id = OpenInferenceComponent.PID,
        name = "Open Inference Protocol",
        description = "What a request may be, and an answer may become.")
@interface OpenInferenceConfig {
    @AttributeDefinition(name = "Body bytes", description = "Of one request, after inflation.")
    int body_bytes_max() default 64 << 20;

    @AttributeDefinition(name = "Inflation ratio", description = "Inflated bytes for each byte on the wire.")
    int inflate_ratio_max() default 100;

    @AttributeDefinition(name = "Free inflation", description = "Bytes that may be inflated before the ratio counts.")
    int inflate_free_bytes() default 1 << 20;

    @AttributeDefinition(name = "Answer bytes", description = "Of one answer, before compression.")
    int response_bytes_max() default 256 << 20;

    @AttributeDefinition(name = "Compress from", description = "Bytes from which on answers are compressed on request.")
    int gzip_bytes_min() default 16 << 10;

    @AttributeDefinition(name = "JSON depth", description = "Of objects and arrays in each other, 8 to 1000.")
    int json_depth_max() default 64;

    @AttributeDefinition(name = "Tensors", description = "Inputs, and outputs, of one request.")
    int tensors_max() default 64;

    @AttributeDefinition(name = "Feedback bytes", description = "Of one call with feedback, 1024 to 67108864.")
    int feedback_bytes_max() default 4 << 20;

    @AttributeDefinition(name = "Feedback items", description = "Of one call with feedback, 1 to 100000.")
    int feedback_items_max() default 10_000;

    @AttributeDefinition(name = "Timeout", description = "Seconds for a request that names no timeout.")
    int timeout_seconds() default 30;

    @AttributeDefinition(name = "Longest timeout", description = "Seconds that a request may ask for.")
    int timeout_seconds_max() default 60;

    @AttributeDefinition(name = "Headers", description = "Request headers passed on to routers and monitors.")
    String[] headers() default {"traceparent", "tracestate"};

    /** The same, checked. */
    final class Reader {
        private Reader() {}

        static Limits limits(OpenInferenceConfig config) {
            return new Limits(
                    config.body_bytes_max(),
                    config.inflate_ratio_max(),
                    config.inflate_free_bytes(),
                    config.response_bytes_max(),
                    config.gzip_bytes_min(),
                    config.json_depth_max(),
                    config.tensors_max(),
                    config.feedback_bytes_max(),
                    config.feedback_items_max(),
                    Duration.ofSeconds(config.timeout_seconds()),
                    Duration.ofSeconds(config.timeout_seconds_max()),
                    List.of(config.headers()));
        }
    }
}
