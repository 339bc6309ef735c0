package io.roundhouse.feedback;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One request as it is kept: what each arm answered, and what is known of it since.
 *
 * @param millis when the first arm answered
 * @param answers in the order they came, the first is the one the client got
 * @param labels one a row; empty while unknown
 * @param reward NaN while unknown
 */
record Entry(long millis, List<Answer> answers, List<String> labels, double reward) {
    /** Arms of one request that are kept; a route with more watchers is not known. */
    static final int ANSWERS_MAX = 8;

    Entry {
        answers = List.copyOf(answers);
        labels = List.copyOf(labels);
    }

    /** @param arm its number in the model's book of arms */
    record Answer(int arm, Prediction prediction) {}

    static Entry first(long millis, Answer answer) {
        return new Entry(millis, List.of(answer), List.of(), Double.NaN);
    }

    Entry with(Answer answer) {
        List<Answer> more = new ArrayList<>(answers);
        more.add(answer);
        return new Entry(millis, more, labels, reward);
    }

    Entry labelled(List<String> known) {
        return new Entry(millis, answers, known, reward);
    }

    Entry rewarded(double known) {
        return new Entry(millis, answers, labels, known);
    }

    boolean isRewarded() {
        return !Double.isNaN(reward);
    }

    boolean isOf(int arm) {
        return answers.stream().anyMatch(answer -> answer.arm() == arm);
    }

    int rows() {
        return answers.get(0).prediction().rows();
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(millis);
        out.writeDouble(reward);
        out.writeByte(answers.size());
        for (Answer answer : answers) {
            out.writeInt(answer.arm());
            answer.prediction().write(out);
        }
        out.writeShort(labels.size());
        for (String label : labels) {
            out.writeUTF(label);
        }
    }

    static Entry read(DataInput in) throws IOException {
        long millis = in.readLong();
        double reward = in.readDouble();
        int answers = in.readUnsignedByte();
        List<Answer> read = new ArrayList<>(answers);
        for (int i = 0; i < answers; i++) {
            read.add(new Answer(in.readInt(), Prediction.read(in)));
        }
        int labels = in.readUnsignedShort();
        List<String> known = new ArrayList<>(labels);
        for (int i = 0; i < labels; i++) {
            known.add(in.readUTF());
        }
        return new Entry(millis, read, known, reward);
    }
}
