import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.internal.types.registry.TensorTypeRegistry;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * Says which SavedModels TensorFlow for Java alone runs: each folder below the arguments is loaded
 * with {@code SavedModelBundle}, and every signature called with zeros, sizes that are open being 2.
 */
public final class PlainBundle {

  private PlainBundle() {}

  public static void main(String... folders) throws IOException {
    for (String folder : folders) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file :
            files.filter(path -> path.getFileName().toString().matches("saved_model.pb(txt)?"))
                .sorted().toList()) {
          System.out.printf("%-60s %s%n", Path.of(folder).relativize(file.getParent()), verdict(file.getParent()));
        }
      }
    }
  }

  private static String verdict(Path folder) {
    try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve")) {
      List<Signature> signatures =
          bundle.signatures().stream().filter(it -> !it.key().startsWith("__saved_model")).toList();
      for (Signature signature : signatures) {
        try (Result result = bundle.function(signature.key()).call(zeros(signature))) {
          result.size();
        } catch (RuntimeException e) {
          return "loads; " + signature.key() + ": " + firstLine(e);
        }
      }
      return signatures.isEmpty() ? "loads, and has no signature" : "runs";
    } catch (RuntimeException e) {
      return "fails: " + firstLine(e);
    }
  }

  private static Map<String, Tensor> zeros(Signature signature) {
    Map<String, Tensor> zeros = new HashMap<>();
    signature
        .getInputs()
        .forEach(
            (name, input) -> {
              long[] sizes = input.shape.isUnknown() ? new long[] {2} : input.shape.asArray();
              for (int i = 0; i < sizes.length; i++) {
                sizes[i] = sizes[i] < 0 ? 2 : sizes[i];
              }
              zeros.put(name, zeros(input.dataType.name(), Shape.of(sizes)));
            });
    return zeros;
  }

  private static Tensor zeros(String type, Shape shape) {
    if (type.equals("DT_STRING")) {
      String[] texts = new String[Math.toIntExact(shape.size())];
      Arrays.fill(texts, "");
      return TString.tensorOf(shape, DataBuffers.ofObjects(texts));
    }
    Class<? extends TType> found = TensorTypeRegistry.find(DataType.valueOf(type)).type();
    return Tensor.of(
        found,
        shape,
        tensor -> {
          ByteDataBuffer bytes = tensor.asRawTensor().data();
          for (long i = 0; i < bytes.size(); i++) {
            bytes.setByte((byte) 0, i);
          }
        });
  }

  private static String firstLine(RuntimeException e) {
    String text = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return text.length() > 90 ? text.substring(0, 90) + "…" : text;
  }
}
