package io.roundhouse.image;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Tensors;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The boxes of a request and whose they are, checked before any picture is decoded. One thread. */
final class Quads {
    private static final int NUMBERS = 8;

    private final CropSettings settings;
    private final Pictures pictures;
    private final List<Quad> quads = new ArrayList<>();
    private final List<Integer> owners = new ArrayList<>();
    private long pixels;

    private Quads(CropSettings settings, Pictures pictures) {
        this.settings = settings;
        this.pictures = pictures;
    }

    static Quads read(CropSettings settings, Pictures pictures, Tensors columns) {
        Quads quads = new Quads(settings, pictures);
        FloatBuffer numbers = columns.get(settings.boxes()).data().asFloatBuffer();
        if (settings.counts().isPresent()) {
            quads.readByPicture(
                    numbers,
                    columns.get(settings.boxes()).shape().dim(1),
                    columns.get(settings.counts().get()).data().asLongBuffer(),
                    settings.counts().get());
        } else {
            quads.readOneByOne(
                    numbers, settings.of().map(name -> columns.get(name).data().asLongBuffer()));
        }
        return quads;
    }

    private void readByPicture(FloatBuffer numbers, long most, LongBuffer counts, String name) {
        if (counts.limit() != pictures.rows() || numbers.limit() != pictures.rows() * most * NUMBERS) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT,
                    "'" + settings.boxes() + "' must hold 4 corners of " + most + " boxes for each row, and '" + name
                            + "' a number; there are " + pictures.rows() + " pictures, " + counts.limit()
                            + " numbers and " + numbers.limit() / NUMBERS + " boxes");
        }
        for (int row = 0; row < pictures.rows(); row++) {
            if (counts.get(row) < 0 || counts.get(row) > most) {
                throw pictures.invalid(row, "has " + counts.get(row) + " boxes by '" + name + "', must be 0.." + most);
            }
            for (int i = 0; i < counts.get(row); i++) {
                add(numbers, (int) (row * most + i), row, i);
            }
        }
    }

    private void readOneByOne(FloatBuffer numbers, Optional<LongBuffer> of) {
        for (int i = 0; i * NUMBERS < numbers.limit(); i++) {
            long row = of.isPresent() ? of.get().get(i) : 0;
            if (of.isEmpty() && pictures.rows() != 1) {
                throw pictures.invalid(
                        1,
                        "is one of " + pictures.rows() + " pictures, and nothing tells whose the boxes are: name a"
                                + " column with 'of' or 'counts'");
            }
            if (row < 0 || row >= pictures.rows()) {
                throw pictures.invalid(
                        0, "to " + (pictures.rows() - 1) + " are there, but box " + i + " is of row " + row);
            }
            add(numbers, i, (int) row, i);
        }
    }

    private void add(FloatBuffer numbers, int index, int row, int number) {
        try {
            Quad quad = Quad.read(numbers, index * NUMBERS);
            pixels += quad.pixels();
            quads.add(quad);
            owners.add(row);
        } catch (Unreadable e) {
            throw pictures.invalid(row, "has a box " + number + " that " + e.sentence());
        }
        if (quads.size() > settings.cropsMax()) {
            throw pictures.invalid(
                    row, "brings the request above " + settings.cropsMax() + " boxes; send fewer pictures or boxes");
        }
        if (pixels > settings.pictures().batchPixelsMax()) {
            throw pictures.invalid(
                    row,
                    "has a box " + number + " that brings the crops to " + pixels + " pixels, at most "
                            + settings.pictures().batchPixelsMax());
        }
    }

    int size() {
        return quads.size();
    }

    Quad quad(int index) {
        return quads.get(index);
    }

    int owner(int index) {
        return owners.get(index);
    }

    /** The largest of that picture's boxes; 0 when it has none. */
    long pixelsMax(int row) {
        long most = 0;
        for (int i = 0; i < quads.size(); i++) {
            most = owners.get(i) == row ? Math.max(most, quads.get(i).pixels()) : most;
        }
        return most;
    }
}
