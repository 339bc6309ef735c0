package io.roundhouse.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How children are run.
 *
 * @param java the JVM's program
 * @param heapMegabytes of each child; as much again may be taken for tensors outside the heap
 * @param jvmOptions more words for its command line
 * @param environment the names of variables that a child gets; all others are the server's own
 * @param slotBytes for the requests of one lane, and for its answers; 0 copies everything over the socket
 * @param answerBytesMax the most that one answer may take
 * @param filesMax open files
 * @param addressSpaceMegabytes 0 for no limit
 * @param oomScore 0 to 1000
 * @param start until a bare child is there
 * @param load until its model is loaded
 * @param grace after a request's deadline, before the child that still computes it is ended
 * @param silence after which a child that answers no ping is ended
 * @param close for a child to close its model
 * @param residentBytesMax a child that holds more is replaced by a fresh one; one that holds half as much again is ended
 * @param ageMax a child that is older is replaced by a fresh one
 */
record HostSettings(
        Path java,
        int heapMegabytes,
        List<String> jvmOptions,
        List<String> environment,
        int slotBytes,
        long answerBytesMax,
        int filesMax,
        int addressSpaceMegabytes,
        int oomScore,
        Duration start,
        Duration load,
        Duration grace,
        Duration silence,
        Duration close,
        long residentBytesMax,
        Duration ageMax) {
    private static final int SLOT_KILOBYTES_MAX = 1024 * 1024;
    private static final long KILO = 1024;

    HostSettings {
        jvmOptions = List.copyOf(jvmOptions);
        environment = List.copyOf(environment);
    }

    SupervisorSettings supervisor() {
        SupervisorSettings some = SupervisorSettings.DEFAULT;
        return new SupervisorSettings(
                some.spawnMax(),
                start,
                load,
                some.pingEvery(),
                some.pingMax(),
                silence,
                grace,
                some.drainMax(),
                close,
                some.joinMax(),
                some.killMax(),
                some.settled(),
                some.failuresMax(),
                some.processesMax(),
                some.overdueMax(),
                residentBytesMax,
                residentBytesMax + residentBytesMax / 2 < 0 ? Long.MAX_VALUE : residentBytesMax + residentBytesMax / 2,
                ageMax,
                some.replaceMin(),
                some.backoff(),
                some.probe());
    }

    static int slotBytes(int kilobytes) {
        return SlotFile.pages(
                (int) Math.min(Integer.MAX_VALUE / 2, KILO * inRange("slot.kb", kilobytes, 0, SLOT_KILOBYTES_MAX)));
    }

    static int inRange(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + " must be " + min + ".." + max + ", was " + value);
        }
        return value;
    }
}
