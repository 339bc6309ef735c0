package io.roundhouse.lightgbm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a text file of LightGBM and follows its trees by hand: what the engine has to say, told by somebody else. */
final class Trees {
    private static final class Tree {
        private final int[] features;
        private final double[] thresholds;
        private final int[] left;
        private final int[] right;
        private final double[] leaves;

        private Tree(Map<String, String> lines) {
            features = ints(lines, "split_feature");
            thresholds = numbers(lines, "threshold");
            left = ints(lines, "left_child");
            right = ints(lines, "right_child");
            leaves = numbers(lines, "leaf_value");
        }

        double leaf(double[] row) {
            int node = 0;
            while (node >= 0) {
                node = row[features[node]] <= thresholds[node] ? left[node] : right[node];
            }
            return leaves[~node];
        }
    }

    private final List<Tree> trees = new ArrayList<>();

    Trees(String text) {
        for (String block : text.substring(0, text.indexOf("end of trees")).split("\nTree=", -1)) {
            Map<String, String> lines = new HashMap<>();
            block.lines().forEach(line -> {
                int equals = line.indexOf('=');
                lines.put(line.substring(0, Math.max(0, equals)), line.substring(equals + 1));
            });
            if (lines.containsKey("split_feature")) {
                trees.add(new Tree(lines));
            }
        }
    }

    int count() {
        return trees.size();
    }

    double raw(double[] row) {
        return trees.stream().mapToDouble(tree -> tree.leaf(row)).sum();
    }

    static double probability(double raw) {
        return 1 / (1 + Math.exp(-raw));
    }

    private static int[] ints(Map<String, String> lines, String key) {
        return Arrays.stream(lines.getOrDefault(key, "").split(" ", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static double[] numbers(Map<String, String> lines, String key) {
        return Arrays.stream(lines.getOrDefault(key, "").split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
