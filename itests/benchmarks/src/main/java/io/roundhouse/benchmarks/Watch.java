package io.roundhouse.benchmarks;

/** Processor time since it was made: of a server, of this generator, and of everybody else. */
final class Watch {
    private final long pid;
    private final long own = ProcessHandle.current().pid();
    private final long begin = System.nanoTime();
    private final double server;
    private final double generator = Machine.cpuSeconds(own);
    private final double busy = Machine.busySeconds();

    /** Begins now. */
    Watch(long pid) {
        this.pid = pid;
        this.server = Machine.cpuSeconds(pid);
    }

    /** Ends now. */
    Usage usage() {
        double ofServer = Machine.cpuSeconds(pid) - server;
        double ofGenerator = Machine.cpuSeconds(own) - generator;
        double ofOthers = Machine.busySeconds() - busy - ofServer - ofGenerator;
        double all = (System.nanoTime() - begin) / 1e9 * Runtime.getRuntime().availableProcessors();
        return new Usage(ofServer, ofGenerator, Math.max(0, ofOthers / all));
    }

    /**
     * What was used.
     *
     * @param serverSeconds by the server
     * @param generatorSeconds by this process
     * @param neighbours share of all processors, 0 to 1, that neither of both used
     */
    record Usage(double serverSeconds, double generatorSeconds, double neighbours) {}
}
