#!/usr/bin/python3
"""Makes credit.csv and hotel.csv of the rows that the two models answered and were never trained on, with what came.
Data: credit_data and hotel_rates of the R package modeldata (MIT; 1.4.0 has both). The models: credit_train.py makes
credit_holdout.csv, hotel_train.py makes hotel_stream.csv (both want python3-sklearn, python3-xgboost, python3-onnx,
python3-pandas of Debian).   usage: fixtures.py credit_holdout.csv hotel_stream.csv OUTDIR"""
import sys
import pandas as pd

holdout, stream, out = sys.argv[1:4]
credit = pd.read_csv(holdout, keep_default_na=False)
credit = credit[["Status", "Records", "Job", "Seniority", "p_v1", "p_v2", "p_v3"]].round(6)
credit.columns = ["label", "records", "job", "seniority", "v1", "v2", "v3"]
credit.to_csv(f"{out}/credit.csv", index=False, lineterminator="\n")

hotel = pd.read_csv(stream, keep_default_na=False)
hotel = pd.DataFrame(dict(month=hotel.arrival_date.str[:7], price=hotel.p.round(3), label=hotel.avg_price_per_room))
hotel[hotel.month >= "2017-01"].to_csv(f"{out}/hotel.csv", index=False, lineterminator="\n")
