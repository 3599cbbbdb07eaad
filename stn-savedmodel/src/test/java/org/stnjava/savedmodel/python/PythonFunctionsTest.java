package org.stnjava.savedmodel.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stnjava.savedmodel.Fixture;
import org.stnjava.savedmodel.format.SavedModelFile;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.Struct.DictValue;
import org.tensorflow.proto.Struct.StructuredValue;
import org.tensorflow.proto.Struct.TensorSpecProto;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;

/** The fixture {@code functions}, a module without signatures, whole and with odd names. */
class PythonFunctionsTest {

  private static MetaGraphDef.Builder model() {
    return SavedModelFile.read(Fixture.of("functions").folder()).getMetaGraphs(0).toBuilder();
  }

  private static ObjectReference.Builder child(MetaGraphDef.Builder model, String name) {
    return model.getObjectGraphDefBuilder().getNodesBuilder(0).getChildrenBuilderList().stream()
        .filter(child -> child.getLocalName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static SavedObject.Builder object(MetaGraphDef.Builder model, String name) {
    return model.getObjectGraphDefBuilder().getNodesBuilder(child(model, name).getNodeId());
  }

  private static String trace(MetaGraphDef.Builder model, String name) {
    return object(model, name).getFunction().getConcreteFunctions(0);
  }

  private static FunctionDef.Builder function(MetaGraphDef.Builder model, String trace) {
    return model.getGraphDefBuilder().getLibraryBuilder().getFunctionBuilderList().stream()
        .filter(function -> function.getSignature().getName().equals(trace))
        .findFirst()
        .orElseThrow();
  }

  private static String called(MetaGraphDef model, String signature) {
    return model.getGraphDef().getNodeList().stream()
        .filter(node -> node.getName().equals("python_functions/" + signature + "/call"))
        .map(NodeDef::getOp)
        .findFirst()
        .orElseThrow();
  }

  private static StructuredValue tensor() {
    return StructuredValue.newBuilder()
        .setTensorSpecValue(TensorSpecProto.getDefaultInstance())
        .build();
  }

  private static StructuredValue dictionary(Map<String, StructuredValue> values) {
    return StructuredValue.newBuilder()
        .setDictValue(DictValue.newBuilder().putAllFields(values))
        .build();
  }

  @Test
  void leavesAModelWithSignaturesAlone() {
    MetaGraphDef model = SavedModelFile.read(Fixture.of("keras3_module").folder()).getMetaGraphs(0);

    assertThat(PythonFunctions.asSignatures(model)).isSameAs(model);
  }

  @Test
  void numbersTracesByNamesThatNoFunctionHas() {
    MetaGraphDef.Builder model = model();
    String second = trace(model, "classify");
    String count = trace(model, "count");
    object(model, "features").getFunctionBuilder().addConcreteFunctions(second);
    child(model, "count").setLocalName("features_1");

    MetaGraphDef callable = PythonFunctions.asSignatures(model.build());

    assertThat(callable.getSignatureDefMap()).containsKeys("features", "features_1", "features_2");
    assertThat(called(callable, "features_1")).isEqualTo(count);
    assertThat(called(callable, "features_2")).isEqualTo(second);
    assertThat(callable.getSignatureDefOrThrow("features_2").getMethodName())
        .isEqualTo("features(image)");
  }

  @Test
  void takesAnArgumentOfAnyName() {
    MetaGraphDef.Builder model = model();
    function(model, trace(model, "features"))
        .getSignatureBuilder()
        .getInputArgBuilder(0)
        .setName("call");

    MetaGraphDef callable = PythonFunctions.asSignatures(model.build());

    assertThat(callable.getGraphDef().getNodeList())
        .extracting(NodeDef::getName)
        .doesNotHaveDuplicates()
        .contains("python_functions/features/inputs/call", "python_functions/features/call");
  }

  @Test
  void namesOutputsByPlaceWhereTheirKeysMeet() {
    MetaGraphDef.Builder model = model();
    String trace = trace(model, "features");
    FunctionDef.Builder function = function(model, trace);
    function.getSignatureBuilder().addOutputArg(function.getSignature().getOutputArg(0));
    SavedObjectGraph.Builder objects = model.getObjectGraphDefBuilder();
    SavedConcreteFunction python = objects.getConcreteFunctionsOrThrow(trace);
    objects.putConcreteFunctions(
        trace,
        python.toBuilder()
            .setOutputSignature(
                dictionary(Map.of("a", dictionary(Map.of("b", tensor())), "a_b", tensor())))
            .build());

    SignatureDef signature =
        PythonFunctions.asSignatures(model.build()).getSignatureDefOrThrow("features");

    assertThat(signature.getOutputsMap().keySet())
        .containsExactlyInAnyOrderElementsOf(List.of("output_0", "output_1"));
  }
}
