package io.roundhouse.http;

import java.time.Duration;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code io.roundhouse.http} with their defaults. */
@ObjectClassDefinition(
        id = HttpComponent.PID,
        name = "HTTP",
        description = "The listener and the limits of every request.")
@interface HttpConfig {
    @AttributeDefinition(
            name = "Host",
            description = "Address to listen on; empty for all. Who asks a model is not asked who he is.")
    String host() default "127.0.0.1";

    @AttributeDefinition(name = "Port", description = "0 to 65535; 0 takes any free one.")
    int port() default 8080;

    @AttributeDefinition(name = "Key store", description = "Path of a key store; with one the port speaks TLS.")
    String tls_keystore() default "";

    @AttributeDefinition(name = "Key store password", type = AttributeType.PASSWORD)
    String tls_keystore_password() default "";

    @AttributeDefinition(name = "Key store type", description = "PKCS12 or JKS.")
    String tls_keystore_type() default "PKCS12";

    @AttributeDefinition(name = "Header bytes", description = "Request line and headers, 1024 to 1048576.")
    int header_bytes_max() default 8_192;

    @AttributeDefinition(name = "Header seconds", description = "Until the headers are complete, 1 to 600.")
    int header_seconds_max() default 10;

    @AttributeDefinition(name = "Body bytes", description = "Of one request on the wire, 1024 to 2147483647.")
    long body_bytes_max() default 64L << 20;

    @AttributeDefinition(name = "Body rate", description = "Bytes a second that a body must come with.")
    int body_rate_min() default 1_024;

    @AttributeDefinition(name = "Body grace", description = "Seconds before the rate counts, 1 to 600.")
    int body_grace_seconds() default 5;

    @AttributeDefinition(name = "Request seconds", description = "Until the last byte of a request, 1 to 3600.")
    int request_seconds_max() default 60;

    @AttributeDefinition(name = "Chunks", description = "Pieces a chunked body may come in.")
    int chunks_max() default 65_536;

    @AttributeDefinition(name = "Connections", description = "At once; further ones wait to be accepted.")
    int connections_max() default 2_000;

    @AttributeDefinition(name = "Connections per address", description = "At once; further ones are closed.")
    int connections_address_max() default 256;

    @AttributeDefinition(name = "Streams", description = "HTTP/2 streams of one connection, 1 to 10000.")
    int streams_max() default 100;

    @AttributeDefinition(name = "Control frames", description = "HTTP/2 control frames a second, 1 to 100000.")
    int control_frames_max() default 128;

    @AttributeDefinition(name = "Idle seconds", description = "A connection without a request, 1 to 86400.")
    int idle_seconds() default 75;

    @AttributeDefinition(name = "Threads", description = "Requests handled at once, 8 to 10000.")
    int threads_max() default 256;

    @AttributeDefinition(name = "Drain seconds", description = "For requests under way when the listener closes.")
    int drain_seconds() default 10;

    /** The same, checked. */
    final class Reader {
        private Reader() {}

        static HttpSettings settings(HttpConfig config) {
            return new HttpSettings(
                    config.host(),
                    config.port(),
                    new HttpSettings.Tls(
                            config.tls_keystore(), config.tls_keystore_password(), config.tls_keystore_type()),
                    config.header_bytes_max(),
                    Duration.ofSeconds(config.header_seconds_max()),
                    config.body_bytes_max(),
                    config.body_rate_min(),
                    Duration.ofSeconds(config.body_grace_seconds()),
                    Duration.ofSeconds(config.request_seconds_max()),
                    config.chunks_max(),
                    config.connections_max(),
                    config.connections_address_max(),
                    config.streams_max(),
                    config.control_frames_max(),
                    Duration.ofSeconds(config.idle_seconds()),
                    config.threads_max(),
                    Duration.ofSeconds(config.drain_seconds()));
        }
    }
}
