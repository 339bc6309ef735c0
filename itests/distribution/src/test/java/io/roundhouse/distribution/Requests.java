package io.roundhouse.distribution;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Requests to the demo models. */
final class Requests {
    private Requests() {}

    /** One row for {@code mlp}, its 64 values made from a seed. */
    static String mlp(int seed) {
        String values = IntStream.range(0, 64)
                .mapToObj(i -> String.format(Locale.ROOT, "%.3f", Math.sin(seed * 64 + i)))
                .collect(Collectors.joining(","));
        return "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,64],\"datatype\":\"FP32\",\"data\":[" + values + "]}]}";
    }

    /** Sentences for {@code minilm}. */
    static String minilm(String... sentences) {
        String texts = IntStream.range(0, sentences.length)
                .mapToObj(i -> '"' + sentences[i] + '"')
                .collect(Collectors.joining(","));
        return "{\"inputs\":[{\"name\":\"text\",\"shape\":[" + sentences.length + "],\"datatype\":\"BYTES\",\"data\":["
                + texts + "]}]}";
    }

    /** One application for {@code credit}: the first of the held-out rows. */
    static String credit() {
        return """
                {"inputs":[
                 {"name":"Seniority","shape":[1,1],"datatype":"FP32","data":[5]},
                 {"name":"Time","shape":[1,1],"datatype":"FP32","data":[36]},
                 {"name":"Age","shape":[1,1],"datatype":"FP32","data":[45]},
                 {"name":"Expenses","shape":[1,1],"datatype":"FP32","data":[35]},
                 {"name":"Income","shape":[1,1],"datatype":"FP32","data":[142]},
                 {"name":"Assets","shape":[1,1],"datatype":"FP32","data":[6000]},
                 {"name":"Debt","shape":[1,1],"datatype":"FP32","data":[0]},
                 {"name":"Amount","shape":[1,1],"datatype":"FP32","data":[800]},
                 {"name":"Price","shape":[1,1],"datatype":"FP32","data":[850]},
                 {"name":"Home","shape":[1,1],"datatype":"BYTES","data":["owner"]},
                 {"name":"Marital","shape":[1,1],"datatype":"BYTES","data":["widow"]},
                 {"name":"Records","shape":[1,1],"datatype":"BYTES","data":["no"]},
                 {"name":"Job","shape":[1,1],"datatype":"BYTES","data":["others"]}],
                 "outputs":[{"name":"probability_bad"}]}""";
    }
}
