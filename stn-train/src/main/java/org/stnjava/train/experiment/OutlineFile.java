package org.stnjava.train.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stnjava.models.transformer.FrontView;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.NetworkWatched;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.event.TrainingStarted;
import org.stnjava.train.event.WatchedTransformer;
import org.stnjava.train.report.Film;

/**
 * Keeps where the transformers looked on the first test images at each evaluation in a file.
 *
 * <p>A line is {@code step,image,transformer,x,y,x,y,…}, without a header; a line that was cut off
 * does not count.
 */
final class OutlineFile implements TrainingListener {

  /** Two rows of three in the film. */
  private static final int IMAGES = 6;

  private static final int NAMES = 3;

  private final Path file;
  private List<String> latest = List.of();

  OutlineFile(Path file) {
    this.file = file;
  }

  /** Drops what lies after the step that the training starts from, to be written again. */
  @Override
  public void onStart(TrainingStarted started) {
    if (Files.exists(file)) {
      StagedText.write(
          file,
          lines(file).stream()
              .filter(line -> step(line) <= started.step())
              .map(line -> line + "\n")
              .collect(Collectors.joining()));
    }
  }

  @Override
  public void onWatch(NetworkWatched watched) {
    List<String> seen = new ArrayList<>();
    int images =
        Math.min(IMAGES, watched.transformers().stream().mapToInt(t -> t.images()).max().orElse(0));
    for (int image = 0; image < images; image++) {
      for (int t = 0; t < watched.transformers().size(); t++) {
        seen.add(line(watched.step(), image, t, outline(watched.transformers().get(t), image)));
      }
    }
    latest = seen;
  }

  @Override
  public void onEvaluation(EvaluationEnded evaluation) {
    if (latest.isEmpty()) {
      return;
    }
    try {
      Files.writeString(
          file, String.join("", latest), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      latest = List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written", e);
    }
  }

  /** The looks by rising step; none if the file is missing. */
  static List<Film.Frame> read(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    Map<Integer, Map<Integer, List<float[]>>> steps = new TreeMap<>();
    for (String line : lines(file)) {
      String[] cells = line.split(",", -1);
      float[] outline = new float[cells.length - NAMES];
      for (int i = 0; i < outline.length; i++) {
        outline[i] = Float.parseFloat(cells[NAMES + i]);
      }
      steps
          .computeIfAbsent(Integer.valueOf(cells[0]), step -> new TreeMap<>())
          .computeIfAbsent(Integer.valueOf(cells[1]), image -> new ArrayList<>())
          .add(outline);
    }
    return steps.entrySet().stream()
        .map(entry -> new Film.Frame(entry.getKey(), List.copyOf(entry.getValue().values())))
        .toList();
  }

  private static float[] outline(WatchedTransformer transformer, int image) {
    FrontView view = new FrontView(transformer.transformer().generator().target().size());
    int size = transformer.grid().length / transformer.images();
    float[] grid = Arrays.copyOfRange(transformer.grid(), image * size, (image + 1) * size);
    return GridOutline.of(view.grid(grid), view.height(), view.width());
  }

  private static String line(int step, int image, int transformer, float[] outline) {
    return IntStream.range(0, outline.length)
        .mapToObj(i -> Float.toString(outline[i]))
        .collect(Collectors.joining(",", step + "," + image + "," + transformer + ",", "\n"));
  }

  private static int step(String line) {
    return Integer.parseInt(line.substring(0, line.indexOf(',')));
  }

  private static List<String> lines(Path file) {
    try {
      String text = Files.readString(file);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
  }
}
