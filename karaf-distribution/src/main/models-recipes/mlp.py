#!/usr/bin/env python3
"""Writes the demo model `mlp`: 64 -> 256 -> 8 floats with a ReLU between, seeded weights, as one ONNX file.

Needs nothing but Python: the file is protobuf, and the few fields an ONNX graph needs are written by hand here. It
holds no knowledge; it exists to measure what a request costs when the model costs almost nothing.
usage: mlp.py OUT.onnx
"""
import random
import struct
import sys

FLOAT, OPSET, IR = 1, 15, 8


def varint(number):
    out = bytearray()
    while True:
        number, low = number >> 7, number & 0x7F
        out.append(low | (0x80 if number else 0))
        if not number:
            return bytes(out)


def number(field, value):
    return varint(field << 3) + varint(value)


def message(field, value):
    value = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(value)) + value


def tensor(name, dims, values):
    return (b"".join(number(1, d) for d in dims) + number(2, FLOAT) + message(8, name)
            + message(9, struct.pack(f"<{len(values)}f", *values)))


def value_info(name, columns):
    shape = message(1, message(2, "rows")) + message(1, number(1, columns))
    return message(1, name) + message(2, message(1, number(1, FLOAT) + message(2, shape)))


def node(operator, inputs, output):
    return b"".join(message(1, i) for i in inputs) + message(2, output) + message(3, output) + message(4, operator)


def weights(rng, rows, columns):
    scale = (2.0 / rows) ** 0.5
    return [rng.gauss(0.0, scale) for _ in range(rows * columns)]


def main(out):
    rng = random.Random(64_256_8)
    inits = [tensor("w1", [64, 256], weights(rng, 64, 256)), tensor("b1", [256], weights(rng, 256, 1)),
             tensor("w2", [256, 8], weights(rng, 256, 8)), tensor("b2", [8], weights(rng, 8, 1))]
    nodes = [node("Gemm", ["x", "w1", "b1"], "hidden"), node("Relu", ["hidden"], "active"),
             node("Gemm", ["active", "w2", "b2"], "y")]
    graph = (b"".join(message(1, n) for n in nodes) + message(2, "mlp") + b"".join(message(5, i) for i in inits)
             + message(11, value_info("x", 64)) + message(12, value_info("y", 8)))
    model = number(1, IR) + message(2, "mlp.py") + message(7, graph) + message(8, message(1, "") + number(2, OPSET))
    with open(out, "wb") as file:
        file.write(model)


main(sys.argv[1])
