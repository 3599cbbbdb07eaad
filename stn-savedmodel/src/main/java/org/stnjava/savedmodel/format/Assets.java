package org.stnjava.savedmodel.format;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.MetaGraphDef;

/** The asset files of a model, in {@code assets/} of its folder. */
public final class Assets {

  public static final String FOLDER = "assets";

  /** Where TensorFlow 1 names its assets. */
  public static final String COLLECTION = "saved_model_assets";

  private Assets() {}

  /**
   * Lists the names of a graph's assets.
   *
   * @param file that the graph is from, for messages
   * @param graph the graph
   * @throws IllegalArgumentException if a name is damaged
   */
  public static List<String> names(Path file, MetaGraphDef graph) {
    return of(file, graph).stream().map(AssetFileDef::getFilename).distinct().toList();
  }

  /**
   * Lists a graph's assets, each with the tensor that is its path.
   *
   * @param file that the graph is from, for messages
   * @param graph the graph
   * @throws IllegalArgumentException if an entry is damaged
   */
  public static List<AssetFileDef> of(Path file, MetaGraphDef graph) {
    List<AssetFileDef> assets = new ArrayList<>(graph.getAssetFileDefList());
    CollectionDef older =
        graph.getCollectionDefOrDefault(COLLECTION, CollectionDef.getDefaultInstance());
    for (Any any : older.getAnyList().getValueList()) {
      assets.add(older(file, any));
    }
    return assets;
  }

  /**
   * Lists missing assets. A model runs without assets that no called function reads.
   *
   * @param folder of the model
   * @param names of the assets
   * @return a line for each
   */
  public static List<String> warnings(Path folder, List<String> names) {
    return names.stream()
        .map(folder.resolve(FOLDER)::resolve)
        .filter(file -> !Files.exists(file))
        .map(file -> file + ": expected an asset of the model but the file is missing")
        .toList();
  }

  /**
   * Tells whether a model cannot be loaded because an asset is missing.
   *
   * @param folder of the model
   * @param names of the assets
   * @param failure what TensorFlow said
   * @return the failure in our words; empty if it has another reason
   */
  public static Optional<IllegalArgumentException> failure(
      Path folder, List<String> names, IllegalArgumentException failure) {
    String said = String.valueOf(failure.getMessage());
    return names.stream()
        .map(folder.resolve(FOLDER)::resolve)
        .filter(file -> !Files.exists(file) && said.contains(FOLDER + "/" + file.getFileName()))
        .map(
            file ->
                new IllegalArgumentException(
                    file
                        + ": expected an asset that the model reads when it is loaded but the"
                        + " file is missing",
                    failure))
        .findFirst();
  }

  private static AssetFileDef older(Path file, Any any) {
    try {
      return AssetFileDef.parseFrom(any.getValue());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(
          file
              + ": expected the names of assets in the collection "
              + COLLECTION
              + " but an entry is damaged",
          e);
    }
  }
}
