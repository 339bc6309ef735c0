"""Makes the test models `silero` and `vad` of Silero VAD v6 (MIT, Silero Team): `silero_16k.py silero_vad_v6.onnx DIR`.

The original holds two networks, for 8 and for 16 thousand samples a second, behind an If on the input `sr`. What is kept is
the second, with the same inputs and outputs; its weights lie beside it in files of their own, bit for bit the same. `vad` hands
through what its steps found. Needs python3-onnx, and onnxruntime for the comparison with the original, if it is there.
"""
import os
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.external_data_helper import set_external_data

PART_BYTES_MAX = 700_000


def network_of_16k(model):
    graph = model.graph
    branch = next(node for node in graph.node if node.op_type == "If")
    then = next(a.g for a in branch.attribute if a.name == "then_branch")
    renamed = dict(zip((o.name for o in then.output), branch.output))
    at = list(graph.node).index(branch)
    nodes = list(graph.node[:at]) + list(then.node) + list(graph.node[at + 1 :])
    for node in nodes:
        for i, name in enumerate(node.output):
            node.output[i] = renamed.get(name, name)
        for i, name in enumerate(node.input):
            node.input[i] = renamed.get(name, name)
    weights = list(graph.initializer) + list(then.initializer)
    plain = []
    for node in nodes:
        if node.op_type == "Constant" and node.attribute[0].name == "value":
            tensor = TensorProto()
            tensor.CopyFrom(node.attribute[0].t)
            tensor.name = node.output[0]
            weights.append(tensor)
        else:
            plain.append(node)
    nodes, weights = needed(plain, weights, {o.name for o in graph.output})
    made = helper.make_graph(nodes, "silero_vad_16k", list(graph.input), list(graph.output), weights)
    out = helper.make_model(made, opset_imports=model.opset_import, ir_version=model.ir_version)
    onnx.checker.check_model(out)
    return out


def names_inside(node):
    names = set(node.input)
    for attribute in node.attribute:
        for inner in ([attribute.g] if attribute.HasField("g") else []):
            names |= {o.name for o in inner.output}
            for n in inner.node:
                names |= names_inside(n)
    return names


def needed(nodes, weights, wanted):
    kept = []
    for node in reversed(nodes):
        if wanted & set(node.output):
            kept.append(node)
            wanted |= names_inside(node)
    return kept[::-1], [w for w in weights if w.name in wanted]


def write(model, folder):
    os.makedirs(folder, exist_ok=True)
    part, size, files = 0, 0, {}
    for tensor in model.graph.initializer:
        raw = numpy_helper.to_array(tensor).tobytes()
        if len(raw) < 1024:
            continue
        if size + len(raw) > PART_BYTES_MAX:
            part, size = part + 1, 0
        name = f"weights-{part}.bin"
        file = files.setdefault(name, bytearray())
        offset = len(file)
        file += raw
        size += len(raw)
        tensor.raw_data = raw
        set_external_data(tensor, name, offset=offset, length=len(raw))
        tensor.ClearField("raw_data")
        tensor.ClearField("float_data")
    for name, content in files.items():
        with open(os.path.join(folder, name), "wb") as out:
            out.write(content)
    with open(os.path.join(folder, "model.onnx"), "wb") as out:
        out.write(model.SerializeToString())


def hand_through(folder):
    os.makedirs(folder, exist_ok=True)
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["sounds", "frames", 1]) for name in ("speech", "probability")]
    graph = helper.make_graph([helper.make_node("Identity", ["speech"], ["probability"])], "vad", ends[:1], ends[1:])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 16)], ir_version=8), os.path.join(folder, "model.onnx"))


def compare(original, made):
    import onnxruntime as ort

    one, two = ort.InferenceSession(original), ort.InferenceSession(made)
    random = np.random.default_rng(0)
    states = [np.zeros((2, 1, 128), np.float32)] * 2
    worst = 0
    for _ in range(200):
        frame = random.normal(0, 0.1, (1, 576)).astype(np.float32)
        outs = [s.run(None, {"input": frame, "state": states[i], "sr": np.array(16000, np.int64)}) for i, s in enumerate((one, two))]
        states = [out[1] for out in outs]
        worst = max(worst, abs(outs[0][0] - outs[1][0]).max())
    print("greatest difference to the original in 200 frames:", worst)


if __name__ == "__main__":
    silero = os.path.join(sys.argv[2], "silero", "1")
    write(network_of_16k(onnx.load(sys.argv[1])), silero)
    hand_through(os.path.join(sys.argv[2], "vad", "1"))
    try:
        compare(sys.argv[1], os.path.join(silero, "model.onnx"))
    except ImportError:
        print("onnxruntime is not there, nothing was compared")
