package io.roundhouse.trends;

import java.util.Map;

/** What the report tells of the server itself. */
enum Gauge {
    CPU("process_cpu_usage", "Processor, of all cores"),
    SYSTEM("system_cpu_usage", "Processor, the whole machine"),
    MEMORY("process_memory_resident_bytes", "Memory of the process"),
    HEAP("jvm_memory_used_bytes", "Java heap in use");

    private final String name;
    private final String words;

    Gauge(String name, String words) {
        this.name = name;
        this.words = words;
    }

    SeriesKey key() {
        return new SeriesKey(name, this == HEAP ? Map.of("area", "heap") : Map.of(), false);
    }

    String words() {
        return words;
    }

    String text(double value) {
        return this == CPU || this == SYSTEM ? Words.percent(value, 1) : Words.bytes(value);
    }
}
