package io.roundhouse.benchmarks;

import java.util.List;

/** What the generator itself can do and costs: against a server that does nothing. */
final class GeneratorSection implements Section {
    @Override
    public void run(Workbench bench) {
        int port = Target.freePort();
        List<Exchange> exchanges = bench.mlpRequests().stream()
                .map(e -> new Exchange(e.request(), Answer.ANY))
                .toList();
        try (ChildJvm trivial = new ChildJvm(TrivialServer.class, List.of(), String.valueOf(port)).ready()) {
            Measured measured = Measured.closedLoop(
                    Target.local("trivial", port, trivial.pid()), exchanges, 8, bench.span(3), bench.span(4));
            bench.report()
                    .figure("trivial server, 8 connections", measured.tally().perSecond(), "req/s");
            bench.report().figure("generator CPU", measured.generatorMicros(), "us/req");
        }
    }
}
