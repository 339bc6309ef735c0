package io.roundhouse.host;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator may set; it holds for processes that start from then on. */
@ObjectClassDefinition(
        id = HostComponent.PID,
        name = "Engine host",
        description = "How engines are run in processes of their own.")
@interface HostConfig {
    @AttributeDefinition(
            name = "Java",
            description = "The program of the JVM that children run on, 17 or newer; empty for the server's own.")
    String java() default "";

    @AttributeDefinition(
            name = "Heap",
            description = "Megabytes of heap for each child, 32 to 65536, and as much again for tensors outside it.")
    int heap_mb() default 256;

    @AttributeDefinition(name = "JVM options", description = "More words for the children's command line.")
    String[] jvm_options() default {};

    @AttributeDefinition(
            name = "Environment",
            description = "Names of the environment variables that children get; they get no others.")
    String[] environment() default {"PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "ORT_DISABLE_TELEMETRY"};

    @AttributeDefinition(
            name = "Slot",
            description = "Kilobytes of shared memory for the requests of one call at a time, and for its answers, 0 to"
                    + " 1048576; what is larger is copied over the socket. 0 copies everything, for models that nobody"
                    + " vouches for.")
    int slot_kb() default 4096;

    @AttributeDefinition(name = "Answer", description = "Megabytes that one answer may take, 1 to 2047.")
    int answer_mb_max() default 512;

    @AttributeDefinition(name = "Files", description = "Files that a child may have open, 64 to 65536.")
    int files_max() default 512;

    @AttributeDefinition(
            name = "Address space",
            description = "Megabytes of address space for a child, 0 for no limit; a JVM reserves more than it uses.")
    int address_space_mb() default 0;

    @AttributeDefinition(
            name = "OOM score",
            description =
                    "0 to 1000: how gladly the system ends a child, rather than the server, when memory runs out.")
    int oom_score() default 500;

    @AttributeDefinition(
            name = "Folder",
            description =
                    "Where sockets and shared memory are made; short, as paths of sockets are. Empty for /dev/shm,"
                            + " or the temporary folder where that is not there.")
    String directory() default "";

    @AttributeDefinition(name = "Start limit", description = "How long the start of a bare child may take.")
    String start_timeout() default "30s";

    @AttributeDefinition(name = "Load limit", description = "How long a child may load its model.")
    String load_timeout() default "10m";

    @AttributeDefinition(
            name = "Grace",
            description = "How long after a request's deadline a child that still computes it is ended.")
    String grace() default "2s";

    @AttributeDefinition(name = "Silence", description = "After how long without an answer to a ping a child is ended.")
    String silence() default "10s";

    @AttributeDefinition(
            name = "Memory",
            description =
                    "Megabytes of memory that a child may hold, 0 for no limit; one that holds more is replaced by a"
                            + " fresh one in good order, one that holds half as much again is ended.")
    int resident_mb_max() default 0;

    @AttributeDefinition(
            name = "Age",
            description = "After how long a child is replaced by a fresh one in good order; 0s for never.")
    String age_max() default "0s";

    @AttributeDefinition(name = "Close limit", description = "How long a child may close its model before it is ended.")
    String close_timeout() default "30s";
}
