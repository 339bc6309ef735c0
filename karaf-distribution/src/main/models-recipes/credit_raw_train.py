#!/usr/bin/python3
"""Makes the model `credit-raw`: credit risk (credit_data of R package modeldata, MIT) on features made by the server's own
steps, so that training and serving cannot differ. The rows are those of credit_train.py, 60 % training, 40 % held out.

  1. credit_raw_train.py split credit_data.csv credit_train.csv     the training rows; credit_holdout.csv has the others
  2. roundhouse fit                                                 learns 1/fitted.yaml from credit_train.csv
     and the chain over both files, training rows first             CreditChain in bundles/transformers/tabular
                                                                    (src/test) does both and writes features.csv
  3. credit_raw_train.py train credit_train.csv credit_holdout.csv features.csv 1/model.onnx

Needs only Debian packages: python3-sklearn python3-onnx python3-pandas. Prints the SHA-256 of the features, of which
CreditRawTest holds the steps to every bit, and accuracy and AUC on the rows held out."""
import hashlib
import sys

import numpy as np
import onnx
import pandas as pd
from onnx import TensorProto as T
from onnx import helper as h
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, roc_auc_score


def read(name):
    return pd.read_csv(name, keep_default_na=False, na_values=[""])


def split(source, train):
    rows = read(source)
    order = np.random.RandomState(7).permutation(len(rows))
    rows.iloc[order[: int(len(rows) * 0.6)]].to_csv(train, index=False)


def train(train_csv, holdout_csv, features_csv, out):
    features = np.loadtxt(features_csv, delimiter=",", dtype=np.float64).astype("<f4")
    bad = np.concatenate([read(train_csv).Status == "bad", read(holdout_csv).Status == "bad"]).astype(int)
    cut = len(read(train_csv))
    print(f"features {features.shape} sha256 {hashlib.sha256(features.tobytes()).hexdigest()}")
    fitted = LogisticRegression(C=0.5, max_iter=2000).fit(features[:cut], bad[:cut])
    weights = fitted.coef_.astype(np.float32).T
    bias = fitted.intercept_.astype(np.float32)
    margin = features @ weights + bias  # as the model file computes it, in FP32
    probability = 1 / (1 + np.exp(-margin[:, 0]))
    held = probability[cut:]
    print(f"held out {len(held)} rows: accuracy {accuracy_score(bad[cut:], held > 0.5):.4f}, "
          f"AUC {roc_auc_score(bad[cut:], held):.4f}")
    save(weights, bias, out)


def save(weights, bias, out):
    width = weights.shape[0]
    graph = h.make_graph(
        [
            h.make_node("Gemm", ["features", "weights", "bias"], ["margin"]),
            h.make_node("Sigmoid", ["margin"], ["probability_bad"]),
            h.make_node("Greater", ["probability_bad", "half"], ["above"]),
            h.make_node("Cast", ["above"], ["class"], to=T.INT64),
            h.make_node("LabelEncoder", ["class"], ["label"], domain="ai.onnx.ml", keys_int64s=[0, 1],
                        values_strings=["good", "bad"]),
            h.make_node("Identity", ["features"], ["features_seen"]),
        ],
        "credit-raw",
        [h.make_tensor_value_info("features", T.FLOAT, ["N", width])],
        [
            h.make_tensor_value_info("label", T.STRING, ["N", 1]),
            h.make_tensor_value_info("probability_bad", T.FLOAT, ["N", 1]),
            h.make_tensor_value_info("features_seen", T.FLOAT, ["N", width]),
        ],
        [
            h.make_tensor("weights", T.FLOAT, weights.shape, weights.ravel()),
            h.make_tensor("bias", T.FLOAT, [1], bias),
            h.make_tensor("half", T.FLOAT, [1], [0.5]),
        ],
    )
    model = h.make_model(graph, opset_imports=[h.make_opsetid("", 15), h.make_opsetid("ai.onnx.ml", 3)],
                         producer_name="credit_raw_train.py")
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, out)


if __name__ == "__main__":
    {"split": split, "train": train}[sys.argv[1]](*sys.argv[2:])
