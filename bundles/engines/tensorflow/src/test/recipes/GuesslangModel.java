import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Makes the SavedModel of guesslang (MIT), which tells 54 languages apart, from its form for browsers:
 *
 * <pre>{@code
 * npm pack @vscode/vscode-languagedetection@1.0.23 && tar xzf vscode-*.tgz
 * java -cp gson.jar:guava.jar:protobuf-java-3.21.9.jar:protobuf-java-util-3.21.9.jar:tensorflow-core-native-1.1.0.jar \
 *     GuesslangModel.java package/model saved_model.pb && gzip -9n saved_model.pb
 * }</pre>
 *
 * <p>The graph is there as JSON, without the content of its constants; these lie one after the other in a second file,
 * numbers of 64 bits as 32, weights as bytes with a scale.
 */
public final class GuesslangModel {
    private final Map<String, JsonObject> weights = new HashMap<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final ByteBuffer content;

    private GuesslangModel(JsonObject model, byte[] content) {
        this.content = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int place = 0;
        for (JsonElement element : model.getAsJsonArray("weightsManifest")) {
            for (JsonElement weight : element.getAsJsonObject().getAsJsonArray("weights")) {
                JsonObject found = weight.getAsJsonObject();
                String name = found.get("name").getAsString();
                weights.put(name, found);
                places.put(name, place);
                place += size(found, place);
            }
        }
        if (place != content.length) {
            throw new IllegalStateException("weights of " + place + " bytes in a file of " + content.length);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        JsonObject model =
                JsonParser.parseString(Files.readString(folder.resolve("model.json"))).getAsJsonObject();
        byte[] content = Files.readAllBytes(folder.resolve("group1-shard1of1.bin"));
        GraphDef.Builder graph = GraphDef.newBuilder();
        JsonFormat.parser().ignoringUnknownFields().merge(model.get("modelTopology").toString(), graph);
        new GuesslangModel(model, content).fill(graph);
        TensorShapeProto texts = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dim.newBuilder().setSize(-1))
                .build();
        TensorShapeProto untold = TensorShapeProto.newBuilder().setUnknownRank(true).build(); // the graph knows
        SignatureDef signature = SignatureDef.newBuilder()
                .setMethodName("tensorflow/serving/predict")
                .putInputs("inputs", info("Placeholder:0", DataType.DT_STRING, texts))
                .putOutputs("scores", info("head/predictions/probabilities:0", DataType.DT_FLOAT, untold))
                .putOutputs("classes", info("head/Tile:0", DataType.DT_STRING, untold))
                .build();
        MetaGraphDef served = MetaGraphDef.newBuilder()
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
                .setGraphDef(graph)
                .putSignatureDef("serving_default", signature)
                .build();
        SavedModel saved = SavedModel.newBuilder()
                .setSavedModelSchemaVersion(1)
                .addMetaGraphs(served)
                .build();
        Files.write(Path.of(arguments[1]), saved.toByteArray());
    }

    private static TensorInfo info(String name, DataType type, TensorShapeProto shape) {
        return TensorInfo.newBuilder().setName(name).setDtype(type).setTensorShape(shape).build();
    }

    private int size(JsonObject weight, int place) {
        int count = count(weight);
        if (!weight.get("dtype").getAsString().equals("string")) {
            return count * (weight.has("quantization") ? 1 : 4);
        }
        int size = 0;
        for (int i = 0; i < count; i++) {
            size += 4 + content.getInt(place + size);
        }
        return size;
    }

    private static int count(JsonObject weight) {
        int count = 1;
        for (JsonElement dim : weight.getAsJsonArray("shape")) {
            count *= dim.getAsInt();
        }
        return count;
    }

    private void fill(GraphDef.Builder graph) {
        List<NodeDef.Builder> nodes = new ArrayList<>(graph.getNodeBuilderList());
        for (FunctionDef.Builder function : graph.getLibraryBuilder().getFunctionBuilderList()) {
            nodes.addAll(function.getNodeDefBuilderList());
        }
        for (NodeDef.Builder node : nodes) {
            if (node.getOp().equals("Const") && weights.containsKey(node.getName())) {
                TensorProto tensor = tensor(node.getName(), node.getAttrOrThrow("dtype").getType());
                node.putAttr("value", AttrValue.newBuilder().setTensor(tensor).build());
            }
        }
    }

    private TensorProto tensor(String name, DataType type) {
        JsonObject weight = weights.get(name);
        TensorProto.Builder tensor = TensorProto.newBuilder().setDtype(type);
        for (JsonElement dim : weight.getAsJsonArray("shape")) {
            tensor.getTensorShapeBuilder().addDim(TensorShapeProto.Dim.newBuilder().setSize(dim.getAsLong()));
        }
        tensor.getTensorShapeBuilder();
        int count = count(weight);
        int place = places.get(name);
        if (type == DataType.DT_STRING) {
            for (int i = 0; i < count; i++) {
                int length = content.getInt(place);
                tensor.addStringVal(ByteString.copyFrom(content.array(), place + 4, length));
                place += 4 + length;
            }
            return tensor.build();
        }
        ByteBuffer values = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            switch (type) {
                case DT_INT64 -> values.putLong(content.getInt(place + 4 * i));
                case DT_FLOAT -> values.putFloat(scaled(weight.getAsJsonObject("quantization"), place + i));
                default -> values.putInt(content.getInt(place + 4 * i));
            }
        }
        return tensor.setTensorContent(ByteString.copyFrom(values.flip())).build();
    }

    private float scaled(JsonObject quantization, int place) {
        return (content.get(place) & 0xff) * quantization.get("scale").getAsFloat()
                + quantization.get("min").getAsFloat();
    }
}
