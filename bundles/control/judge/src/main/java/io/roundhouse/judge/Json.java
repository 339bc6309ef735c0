package io.roundhouse.judge;

import io.roundhouse.server.control.Verdict.Decision;
import io.roundhouse.server.control.Verdict.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** A verdict as JSON, written by hand: it is one object of known members, and no reason to need a library. */
final class Json {
    private final StringBuilder text = new StringBuilder("{");

    private Json() {}

    static String of(Decision decision, double alpha, List<Finding> findings, String paragraph) {
        return new Json()
                .member("decision", decision.name())
                .member("alpha", alpha)
                .member("text", paragraph)
                .raw("guards", findings.stream().map(Json::of).collect(Collectors.joining(",", "[", "]")))
                .end();
    }

    private static String of(Finding finding) {
        return new Json()
                .member("name", finding.guard().name())
                .member("kind", Findings.kind(finding.guard()))
                .member("standing", finding.standing().name())
                .member("liveCount", finding.liveCount())
                .member("canaryCount", finding.canaryCount())
                .member("clipped", finding.clipped())
                .member("live", finding.live())
                .member("canary", finding.canary())
                .member("effect", finding.effect())
                .member("lower", finding.lower())
                .member("upper", finding.upper())
                .member("bound", finding.bound())
                .member("harmEvidence", finding.harmEvidence())
                .member("harmNeeded", finding.harmNeeded())
                .member("safetyEvidence", finding.safetyEvidence())
                .member("safetyNeeded", finding.safetyNeeded())
                .member("missing", finding.missing())
                .end();
    }

    private Json member(String name, long value) {
        return raw(name, Long.toString(value));
    }

    /** JSON has no NaN and no infinity. */
    private Json member(String name, double value) {
        return raw(name, Double.isFinite(value) ? Double.toString(value) : "null");
    }

    private Json member(String name, String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return raw(name, quoted.append('"').toString());
    }

    private Json raw(String name, String value) {
        text.append(text.length() == 1 ? "" : ",")
                .append('"')
                .append(name)
                .append("\":")
                .append(value);
        return this;
    }

    private String end() {
        return text.append('}').toString();
    }
}
