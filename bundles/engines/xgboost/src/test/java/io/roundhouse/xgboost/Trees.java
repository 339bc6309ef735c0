package io.roundhouse.xgboost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the JSON of XGBoost and follows its trees by hand: what the engine has to say, told by somebody else. */
final class Trees {
    private static final class Tree {
        private final double[] features;
        private final double[] conditions;
        private final double[] left;
        private final double[] right;
        private final double[] missingLeft;

        private Tree(double[] features, double[] conditions, double[] left, double[] right, double[] missingLeft) {
            this.features = features;
            this.conditions = conditions;
            this.left = left;
            this.right = right;
            this.missingLeft = missingLeft;
        }

        /** The condition of a leaf is its value. */
        double leaf(float[] row) {
            int node = 0;
            while (left[node] >= 0) {
                float value = row[(int) features[node]];
                boolean goLeft = Float.isNaN(value) ? missingLeft[node] == 1 : value < (float) conditions[node];
                node = (int) (goLeft ? left[node] : right[node]);
            }
            return conditions[node];
        }
    }

    private final List<Tree> trees = new ArrayList<>();
    private final double base;

    Trees(String json) {
        List<double[]> features = arrays(json, "split_indices");
        List<double[]> conditions = arrays(json, "split_conditions");
        List<double[]> left = arrays(json, "left_children");
        List<double[]> right = arrays(json, "right_children");
        List<double[]> missingLeft = arrays(json, "default_left");
        for (int i = 0; i < features.size(); i++) {
            trees.add(new Tree(features.get(i), conditions.get(i), left.get(i), right.get(i), missingLeft.get(i)));
        }
        Matcher score = Pattern.compile("\"base_score\":\"\\[([^\\]]+)\\]\"").matcher(json);
        base = score.find() ? Double.parseDouble(score.group(1)) : Double.NaN;
    }

    int count() {
        return trees.size();
    }

    double raw(float[] row) {
        return Math.log(base / (1 - base))
                + trees.stream().mapToDouble(tree -> tree.leaf(row)).sum();
    }

    static double probability(double raw) {
        return 1 / (1 + Math.exp(-raw));
    }

    private static List<double[]> arrays(String json, String key) {
        List<double[]> found = new ArrayList<>();
        Matcher array = Pattern.compile('"' + key + "\":\\[([^\\]]*)\\]").matcher(json);
        while (array.find()) {
            found.add(Arrays.stream(array.group(1).split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray());
        }
        return found;
    }
}
