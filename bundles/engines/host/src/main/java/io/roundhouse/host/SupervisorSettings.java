package io.roundhouse.host;

import java.time.Duration;
import java.util.Map;

/**
 * The supervisor's limits. There is none that waits for ever.
 *
 * @param spawnMax from asking for a process to its being there
 * @param helloMax from there to its first word
 * @param loadMax from there to all its models loaded
 * @param pingEvery between an answered ping and the next
 * @param pingMax a ping that takes longer makes its host suspect
 * @param suspectMax and after that time more the host is killed
 * @param terminateMax a request past its deadline that does not stop in that time takes its host with it
 * @param drainMax for what is in flight in a host that gets no more
 * @param exitMax from its last answer to the end of its process
 * @param joinMax between the two signs of an end (exit, end of file), so that answers written before it are read
 * @param killMax until a killed process that is still there is killed once more, and reported
 * @param settled a host ready for that long makes earlier failures forgotten
 * @param failuresMax so many failures in a row are a crash loop
 * @param processesMax processes there at once, with those that are about to end
 * @param overdueMax requests past their deadline in one host; one more and it is killed
 * @param residentSoft bytes above which a host is replaced in good order
 * @param residentHard bytes above which it is killed
 * @param ageMax a host is replaced after that time, or up to a tenth earlier
 * @param replaceMin a host younger than that is not replaced for its memory
 * @param probe between tries while in a crash loop
 */
record SupervisorSettings(
        Duration spawnMax,
        Duration helloMax,
        Duration loadMax,
        Duration pingEvery,
        Duration pingMax,
        Duration suspectMax,
        Duration terminateMax,
        Duration drainMax,
        Duration exitMax,
        Duration joinMax,
        Duration killMax,
        Duration settled,
        int failuresMax,
        int processesMax,
        int overdueMax,
        long residentSoft,
        long residentHard,
        Duration ageMax,
        Duration replaceMin,
        Backoff backoff,
        Backoff probe) {
    /** Waits for ordinary models; memory and age without limit. */
    static final SupervisorSettings DEFAULT = new SupervisorSettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(4),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofMillis(20),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            5,
            4,
            1024,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            Duration.ofDays(36_500),
            Duration.ofMinutes(1),
            new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1), 0.2),
            new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(1), 0.2));

    SupervisorSettings {
        Map<String, Duration> waits = Map.ofEntries(
                Map.entry("spawn.max", spawnMax),
                Map.entry("hello.max", helloMax),
                Map.entry("load.max", loadMax),
                Map.entry("ping.every", pingEvery),
                Map.entry("ping.max", pingMax),
                Map.entry("suspect.max", suspectMax),
                Map.entry("terminate.max", terminateMax),
                Map.entry("drain.max", drainMax),
                Map.entry("exit.max", exitMax),
                Map.entry("join.max", joinMax),
                Map.entry("kill.max", killMax),
                Map.entry("settled", settled),
                Map.entry("age.max", ageMax),
                Map.entry("replace.min", replaceMin));
        waits.forEach((key, wait) -> {
            if (wait.isZero() || wait.isNegative()) {
                throw new IllegalArgumentException(key + " must be longer than 0, was " + wait);
            }
        });
        atLeast("failures.max", failuresMax, 1);
        atLeast("processes.max", processesMax, 2); // the old and the new one
        atLeast("overdue.max", overdueMax, 1);
        if (residentSoft <= 0 || residentHard < residentSoft) {
            throw new IllegalArgumentException("resident.hard must not be below resident.soft, which is above 0, was "
                    + residentHard + " and " + residentSoft);
        }
    }

    private static void atLeast(String key, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(key + " must be at least " + least + ", was " + value);
        }
    }
}
