package io.roundhouse.architecture;

import java.util.LinkedHashMap;
import java.util.Map;

/** Manifest headers of clauses: {@code a;version="[1,2)",b;c;x:="y,z"}. */
final class Clauses {
    private Clauses() {}

    /** The names of all clauses with what stands behind them. */
    static Map<String, String> parse(String header) {
        Map<String, String> clauses = new LinkedHashMap<>();
        for (String clause : header.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
            if (!clause.isBlank()) {
                String[] parts = clause.strip().split(";", 2);
                clauses.put(parts[0].strip(), parts.length == 1 ? "" : parts[1]);
            }
        }
        return clauses;
    }
}
