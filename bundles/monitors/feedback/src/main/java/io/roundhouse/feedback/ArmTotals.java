package io.roundhouse.feedback;

import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.Feedback.ArmReport;
import io.roundhouse.server.control.Feedback.ReliabilityBin;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** All that is known of one arm: sums, and the sketch of its scores. One thread. */
final class ArmTotals {
    final ServedBy servedBy;
    private long predictions;
    private long labelled;
    private long correct;
    private long scored;
    private double logLoss;
    private double brier;
    private long rewards;
    private double reward;
    private final ScoreSketch sketch;

    /** Whether something is not written yet. */
    boolean isDirty = true;

    ArmTotals(ServedBy servedBy) {
        this(servedBy, new ScoreSketch());
    }

    private ArmTotals(ServedBy servedBy, ScoreSketch sketch) {
        this.servedBy = servedBy;
        this.sketch = sketch;
    }

    void predicted() {
        predictions++;
        isDirty = true;
    }

    void labelled(Scoring.Score score) {
        labelled++;
        correct += (long) score.correct();
        if (score.isScored()) {
            scored++;
            logLoss += score.logLoss();
            brier += score.brier();
            if (!Double.isNaN(score.positiveScore())) {
                sketch.add(score.positiveScore(), score.isPositive());
            }
        }
        isDirty = true;
    }

    void rewarded(double value) {
        rewards++;
        reward += value;
        isDirty = true;
    }

    ArmReport report() {
        ScoreSketch.Area area = sketch.area();
        List<ReliabilityBin> reliability = sketch.reliability();
        return new ArmReport(
                servedBy,
                predictions,
                labelled,
                mean((double) correct, labelled),
                scored,
                mean(logLoss, scored),
                mean(brier, scored),
                area.auc(),
                area.error(),
                ScoreSketch.calibrationError(reliability),
                reliability,
                rewards,
                mean(reward, rewards));
    }

    private static double mean(double sum, long count) {
        return count == 0 ? Double.NaN : sum / (double) count;
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(servedBy.model().name());
        out.writeUTF(servedBy.model().version());
        out.writeUTF(servedBy.arm());
        out.writeUTF(servedBy.engine());
        out.writeUTF(servedBy.engineVersion());
        out.writeLong(predictions);
        out.writeLong(labelled);
        out.writeLong(correct);
        out.writeLong(scored);
        out.writeDouble(logLoss);
        out.writeDouble(brier);
        out.writeLong(rewards);
        out.writeDouble(reward);
        sketch.write(out);
    }

    static ArmTotals read(DataInput in) throws IOException {
        ServedBy servedBy =
                new ServedBy(new ModelId(in.readUTF(), in.readUTF()), in.readUTF(), in.readUTF(), in.readUTF());
        long[] counts = {in.readLong(), in.readLong(), in.readLong(), in.readLong()};
        double[] sums = {in.readDouble(), in.readDouble()};
        long rewards = in.readLong();
        double reward = in.readDouble();
        ArmTotals totals = new ArmTotals(servedBy, ScoreSketch.read(in));
        totals.predictions = counts[0];
        totals.labelled = counts[1];
        totals.correct = counts[2];
        totals.scored = counts[3];
        totals.logLoss = sums[0];
        totals.brier = sums[1];
        totals.rewards = rewards;
        totals.reward = reward;
        totals.isDirty = false;
        return totals;
    }
}
