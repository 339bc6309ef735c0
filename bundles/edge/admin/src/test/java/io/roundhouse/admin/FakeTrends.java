package io.roundhouse.admin;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Trends;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One series, of which there is one point. */
final class FakeTrends implements Trends {
    final List<String> asked = new ArrayList<>();

    @Override
    public List<Series> series() {
        return List.of(new Series("requests_total", Map.of(), 1_700_000_000_000L));
    }

    @Override
    public List<Point> query(String name, Map<String, String> labels, long fromMillis, long toMillis, Step step) {
        asked.add(name + " " + labels + " " + fromMillis + " " + toMillis + " " + step);
        if (!name.equals("requests_total")) {
            throw new InferenceException(ErrorCode.INVALID_REQUEST, "no series '" + name + "' is kept");
        }
        return List.of(new Point(1_700_000_000_000L, 60, 12.5, 0, 1));
    }

    @Override
    public String report(YearMonth month) {
        return "# " + month;
    }

    @Override
    public String trouble() {
        return "the database is gone";
    }
}
