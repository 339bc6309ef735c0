package io.roundhouse.benchmarks;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** One number, and what it had to be. */
record Figure(String section, String name, double value, String unit, Goal goal, double limit) {
    enum Goal {
        NONE,
        AT_LEAST,
        AT_MOST
    }

    boolean met() {
        return switch (goal) {
            case NONE -> true;
            case AT_LEAST -> value >= limit;
            case AT_MOST -> value <= limit;
        };
    }

    String verdict() {
        return goal == Goal.NONE
                ? ""
                : (met() ? "ok     " : "MISSED ") + (goal == Goal.AT_LEAST ? ">= " : "<= ") + Report.number(limit);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("section", section);
        json.writeStringField("name", name);
        json.writeNumberField("value", value);
        json.writeStringField("unit", unit);
        if (goal != Goal.NONE) {
            json.writeNumberField(goal == Goal.AT_LEAST ? "at_least" : "at_most", limit);
            json.writeBooleanField("met", met());
        }
        json.writeEndObject();
    }
}
