import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * How spam.txt is made: 120 trees over the 57 features of Spambase (4,601 mails, the last column says whether it is
 * spam), 3,200 mails to learn from. On the other 1,401 it is right for 0.9565. The data are not in this repository; they
 * are spambase.csv of the Debian package deap-doc.
 *
 * <p>{@code java -cp lightgbm4j-4.3.0-1.jar:slf4j-api.jar Spam.java spambase.csv spam.txt}
 */
public final class Spam {
    private static final int FEATURES = 57;
    private static final int LEARNT = 3200;

    public static void main(String[] arguments) throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of(arguments[0])));
        lines.removeIf(line -> !line.matches("[0-9.,]+"));
        Collections.shuffle(lines, new Random(7));
        float[] features = new float[LEARNT * FEATURES];
        float[] labels = new float[LEARNT];
        for (int i = 0; i < LEARNT; i++) {
            String[] row = lines.get(i).split(",");
            for (int j = 0; j < FEATURES; j++) {
                features[i * FEATURES + j] = Float.parseFloat(row[j]);
            }
            labels[i] = Float.parseFloat(row[FEATURES]);
        }
        LGBMDataset data = LGBMDataset.createFromMat(features, LEARNT, FEATURES, true, "", null);
        data.setField("label", labels);
        LGBMBooster booster =
                LGBMBooster.create(data, "objective=binary num_leaves=15 learning_rate=0.1 num_threads=2 verbosity=-1");
        for (int i = 0; i < 120; i++) {
            booster.updateOneIter();
        }
        String text = booster.saveModelToString(0, 120, LGBMBooster.FeatureImportanceType.SPLIT);
        Files.writeString(Path.of(arguments[1]), text);
    }
}
