import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Makes hotel_stream.csv.gz: bookings of a hotel by day of arrival, what a price model takes of each, what it answers, and the
 * real price. The bookings are the data set hotel_rates of the R package modeldata 1.4.0 (MIT), as a CSV; the model is an
 * XGBoost regressor of depth 5 and 150 rounds, trained on the arrivals of September to December 2016.
 *
 * java -cp onnxruntime-1.29.0.jar HotelStream.java hotel_rates.csv hotel_price.onnx hotel_stream.csv.gz
 */
public class HotelStream {
    static final List<String> NUMBERS = List.of("lead_time", "stays_in_weekend_nights", "stays_in_week_nights", "adults", "children",
            "booking_changes", "total_of_special_requests", "is_repeated_guest", "previous_bookings_not_canceled");
    static final List<String> WORDS = List.of("meal", "market_segment", "distribution_channel", "reserved_room_type",
            "assigned_room_type", "customer_type", "country");

    public static void main(String[] args) throws Exception {
        List<String> lines = Files.readAllLines(Path.of(args[0]));
        List<String> head = Arrays.asList(cells(lines.get(0)));
        String[][] rows = lines.stream().skip(1).map(HotelStream::cells).toArray(String[][]::new);
        Arrays.sort(rows, Comparator.comparing(row -> row[head.indexOf("arrival_date")])); // stable
        Map<String, OnnxTensor> inputs = new HashMap<>();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        for (String name : NUMBERS) {
            float[][] column = new float[rows.length][1];
            for (int i = 0; i < rows.length; i++) {
                column[i][0] = Float.parseFloat(rows[i][head.indexOf(name)]);
            }
            inputs.put(name, OnnxTensor.createTensor(environment, column));
        }
        for (String name : WORDS) {
            String[][] column = new String[rows.length][1];
            for (int i = 0; i < rows.length; i++) {
                column[i][0] = rows[i][head.indexOf(name)];
            }
            inputs.put(name, OnnxTensor.createTensor(environment, column));
        }
        float[][] answers;
        try (OrtSession session = environment.createSession(args[1])) {
            answers = (float[][]) session.run(inputs).get(0).getValue();
        }
        try (PrintWriter out = new PrintWriter(new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(Path.of(args[2]))), StandardCharsets.UTF_8))) {
            out.print("arrival_date," + String.join(",", NUMBERS) + "," + String.join(",", WORDS) + ",price,real\n");
            for (int i = 0; i < rows.length; i++) {
                StringBuilder line = new StringBuilder(rows[i][head.indexOf("arrival_date")]);
                for (String name : NUMBERS) {
                    line.append(',').append(rows[i][head.indexOf(name)]);
                }
                for (String name : WORDS) {
                    line.append(',').append(rows[i][head.indexOf(name)]);
                }
                out.print(line.append(String.format(",%.2f,", answers[i][0])) + rows[i][head.indexOf("avg_price_per_room")] + "\n");
            }
        }
    }

    private static String[] cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(cell -> cell.replace("\"", "")).toArray(String[]::new);
    }
}
