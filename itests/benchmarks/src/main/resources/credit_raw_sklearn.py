#!/usr/bin/python3
"""The chain of credit-raw as a scikit-learn pipeline: reads IN.csv, writes the features to OUT.csv, prints the seconds
that reading, transforming and writing took, each by pandas and scikit-learn as one would write it. Fitted on TRAIN.csv.
Needs Debian's python3-sklearn and python3-pandas. usage: credit_raw_sklearn.py TRAIN.csv IN.csv OUT.csv"""
import sys
import time

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

IMPUTED = ["Income", "Assets", "Debt"]
LOGGED = ["Seniority", "Income", "Assets", "Debt", "Amount", "Price"]
SCALED = LOGGED + ["Time", "Age", "Expenses", "Financed", "Burden"]
WORDS = ["Home", "Marital", "Records", "Job"]


def read(file):
    return pd.read_csv(file, keep_default_na=False, na_values={name: [""] for name in IMPUTED + ["Marital", "Job"]})


class Fill:
    """The two imputers, whose output the later columns are made of."""

    def fit(self, x, y=None):
        self.numbers = SimpleImputer(strategy="median").fit(x[IMPUTED])
        self.texts = SimpleImputer(strategy="most_frequent").fit(x[["Marital", "Job"]])
        return self

    def transform(self, x):
        x = x.copy()
        x[IMPUTED] = self.numbers.transform(x[IMPUTED])
        x[["Marital", "Job"]] = self.texts.transform(x[["Marital", "Job"]])
        return x


def derive(x):
    x = x.copy()
    x["Financed"] = (x["Amount"] / x["Price"]).clip(0, 2)
    x["Burden"] = np.where(x["Income"] == 0, 2, x["Expenses"] / x["Income"].replace(0, 1)).clip(0, 2)
    x["AgeGroup"] = np.array(["young", "settling", "settled", "old"])[np.digitize(x["Age"], [25, 35, 50])]
    x["RecordsJob"] = x["Records"] + "_" + x["Job"]
    x[LOGGED] = np.log1p(x[LOGGED])
    return x


chain = Pipeline([
    ("fill", Fill()),
    ("derive", FunctionTransformer(derive)),
    ("assemble", ColumnTransformer([
        ("numbers", StandardScaler(), SCALED),
        ("texts", OneHotEncoder(handle_unknown="ignore", sparse_output=False), WORDS + ["AgeGroup", "RecordsJob"]),
    ])),
])
chain.fit(read(sys.argv[1]))
begun = time.perf_counter()
rows = read(sys.argv[2])
features = chain.transform(rows).astype(np.float32)
pd.DataFrame(features, columns=[f"features_{i}" for i in range(features.shape[1])]).to_csv(sys.argv[3], index=False)
print(f"{time.perf_counter() - begun:.3f} {len(rows)}")
