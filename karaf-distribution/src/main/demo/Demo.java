import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks a running server two things and prints what it says, readably: {@code java Demo.java http://127.0.0.1:8080}. */
final class Demo {
    private static final List<String> SENTENCES = List.of(
            "How do I restart the server?",
            "Please reboot the machine.",
            "I would like a pizza with mushrooms.",
            "Which toppings can I choose from?");

    /** Two applicants of the held-out data, in the columns' order; what became of the loan stands behind. */
    private static final String[] APPLICANTS = {
        "5,36,45,35,142,6000,0,800,850,owner,widow,no,others", // paid back
        "1,60,31,39,42,0,0,1200,1265,rent,divorced,yes,partime" // not paid back
    };

    private static final String[] COLUMNS = {
        "Seniority", "Time", "Age", "Expenses", "Income", "Assets", "Debt", "Amount", "Price", "Home", "Marital",
        "Records", "Job"
    };
    private static final int NUMBERS = 9; // the columns before Home are numbers

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final String server;

    private Demo(String server) {
        this.server = server;
    }

    public static void main(String[] args) {
        try {
            Demo demo = new Demo(args[0]);
            demo.sentences();
            demo.applicants();
            demo.addresses();
        } catch (IOException | InterruptedException e) {
            System.err.println("roundhouse: the demo request failed: " + e.getMessage());
            System.exit(1);
        }
    }

    private void sentences() throws IOException, InterruptedException {
        String data = SENTENCES.stream().map(Demo::quoted).collect(Collectors.joining(","));
        String answer = infer("minilm", "{\"inputs\":[" + input("text", "BYTES", "[" + SENTENCES.size() + "]", data) + "]}");
        float[] all = numbers(answer, 0);
        int width = all.length / SENTENCES.size();

        System.out.println("\nWhich sentences are alike? (model minilm: text in, " + width + " numbers out)\n");
        for (int i = 0; i < SENTENCES.size(); i++) {
            for (int j = i + 1; j < SENTENCES.size(); j++) {
                float alike = 0;
                for (int k = 0; k < width; k++) {
                    alike += all[i * width + k] * all[j * width + k];
                }
                System.out.printf(Locale.ROOT, "  %5.2f %-8s %-38s %s%n", alike, alike > 0.3 ? "alike" : "",
                        SENTENCES.get(i), SENTENCES.get(j));
            }
        }
    }

    private void applicants() throws IOException, InterruptedException {
        List<String> inputs = new ArrayList<>();
        for (int c = 0; c < COLUMNS.length; c++) {
            List<String> column = new ArrayList<>();
            for (String applicant : APPLICANTS) {
                String value = applicant.split(",")[c];
                column.add(c < NUMBERS ? value : quoted(value));
            }
            inputs.add(input(COLUMNS[c], c < NUMBERS ? "FP32" : "BYTES", "[" + APPLICANTS.length + ",1]", String.join(",", column)));
        }
        String answer = infer("credit", "{\"inputs\":[" + String.join(",", inputs) + "]}");
        String labels = output(answer, "label");
        float[] bad = numbers(answer, answer.indexOf("\"probability_bad\""));
        Matcher label = Pattern.compile("\"(good|bad)\"").matcher(labels);

        System.out.println("\nWill these loans be paid back? (model credit, version " + field(answer, "model_version") + ")\n");
        for (int i = 0; i < APPLICANTS.length && label.find(); i++) {
            System.out.printf(Locale.ROOT, "  %-4s  probability of a bad loan %2.0f %%   %s%n", label.group(1),
                    100 * bad[i], APPLICANTS[i].replace(",", ", "));
        }
    }

    private void addresses() {
        System.out.println("\nTo try:\n");
        System.out.println("  " + server + "/v2                          the server");
        System.out.println("  " + server + "/v2/models/minilm            a model's inputs and outputs");
        System.out.println("  " + server + "/v2/models/credit/stats      what it has done");
        System.out.println("  " + server + "/metrics                     for Prometheus");
        System.out.println("  curl " + server + "/v2/models/minilm/infer -d '{\"inputs\":["
                + input("text", "BYTES", "[1]", "\"Hello\"") + "]}'");
    }

    private String infer(String model, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/v2/models/" + model + "/infer"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("model " + model + " answered " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private static String input(String name, String type, String shape, String data) {
        return "{\"name\":\"" + name + "\",\"datatype\":\"" + type + "\",\"shape\":" + shape + ",\"data\":[" + data + "]}";
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    /** The part of the answer that is the output of this name. */
    private static String output(String answer, String name) {
        int begin = answer.indexOf('"' + name + '"');
        return answer.substring(begin, answer.indexOf('}', begin));
    }

    private static String field(String answer, String name) {
        Matcher matcher = Pattern.compile('"' + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(answer);
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    private static float[] numbers(String answer, int from) {
        int begin = answer.indexOf("\"data\"", from);
        int end = answer.indexOf('}', begin);
        Matcher matcher = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?").matcher(answer.substring(begin, end));
        List<Float> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(Float.parseFloat(matcher.group()));
        }
        float[] numbers = new float[found.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = found.get(i);
        }
        return numbers;
    }
}
