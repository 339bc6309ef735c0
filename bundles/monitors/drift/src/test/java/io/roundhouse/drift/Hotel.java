package io.roundhouse.drift;

import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * 15,402 bookings of a hotel from July 2016 to August 2017, and what a model that was trained on September to December 2016
 * answered. From the data set {@code hotel_rates} of the R package modeldata (MIT); {@code src/test/recipes} makes the file.
 */
final class Hotel {
    private static final int NUMBERS = 9;
    private static final int WORDS = 7;

    /** A booking, as a request and its answer. */
    record Booking(LocalDate arrival, Answered answered) {}

    private Hotel() {}

    static List<Booking> bookings() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Objects.requireNonNull(Hotel.class.getResourceAsStream("hotel_stream.csv.gz"))),
                StandardCharsets.UTF_8))) {
            String[] head = in.readLine().split(",", -1);
            List<String> names = List.of(head).subList(1, 1 + NUMBERS + WORDS);
            return in.lines().map(line -> booking(names, line.split(",", -1))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Booking booking(List<String> names, String[] cells) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 1; i <= NUMBERS + WORDS; i++) {
            tensors.add(
                    i <= NUMBERS
                            ? Tensor.ofFloats(Shape.of(1, 1), Float.parseFloat(cells[i]))
                            : Tensor.ofTexts(Shape.of(1, 1), List.of(cells[i])));
        }
        Tensor price = Tensor.ofFloats(Shape.of(1, 1), Float.parseFloat(cells[NUMBERS + WORDS + 1]));
        return new Booking(
                LocalDate.parse(cells[0]), Given.answered(Tensors.of(names, tensors), Tensors.of("price", price)));
    }

    static ModelSpec spec(Booking booking) {
        Tensors inputs = booking.answered().request().inputs();
        List<TensorSpec> specs = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            DataType type = inputs.values().get(i).type();
            specs.add(new TensorSpec(inputs.names().get(i), type, Shape.of(-1, 1)));
        }
        return new ModelSpec(
                "onnxruntime_onnx", specs, List.of(new TensorSpec("price", DataType.FP32, Shape.of(-1, 1))), true);
    }
}
