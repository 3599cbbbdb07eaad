package org.stnjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

class RunCommandTest {

  @TempDir static Path models;
  @TempDir Path temp;

  private static Path model;

  /**
   * A model with signatures of several types, one of which needs a placeholder it does not name.
   */
  @BeforeAll
  static void export() {
    model = models.resolve("model");
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      SavedModelBundle.exporter(model.toString())
          .withSession(session)
          .withSignatures(scaled(tf), strings(tf), typed(tf), pictures(tf))
          .export();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Signature scaled(Ops tf) {
    Placeholder<TFloat32> x =
        tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 3)));
    Placeholder<TFloat32> factor =
        tf.withName("factor").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    Operand<TFloat32> y = tf.math.mul(x, factor);
    return Signature.builder("serving_default").input("x", x).output("y", y).build();
  }

  private static Signature pictures(Ops tf) {
    Placeholder<TFloat32> image =
        tf.withName("picture")
            .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2, 3, 1)));
    Operand<TFloat32> mirrored = tf.reverse(image, tf.constant(new int[] {2}));
    return Signature.builder("pictures").input("image", image).output("mirrored", mirrored).build();
  }

  @Test
  void takesAndGivesPictures() throws IOException {
    BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setSample(0, 1, 0, 51);
    Path in = temp.resolve("in.png");
    Path out = temp.resolve("out.png");
    ImageIO.write(picture, "png", in.toFile());

    Program run =
        Program.run(
            "run --signature pictures",
            model,
            "--input",
            "image=" + in,
            "--output",
            "mirrored=" + out);

    assertThat(run.err()).isEmpty();
    assertThat(ImageIO.read(out.toFile()).getRaster().getSample(2, 1, 0)).isEqualTo(51);
    Program.run("run", model, "--input", "x=" + in, "--feed", "factor=1")
        .mustBeRefused(
            "stn run: --input x: expected float32 [-1, 3] but got float32 [1, 2, 3, 1] of '%s'"
                .formatted(in));
  }

  @Test
  void bringsPicturesToTheModelsChannels() throws IOException {
    BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 1, 0xc8b414);
    Path in = temp.resolve("in.bmp");
    Path out = temp.resolve("out.png");
    ImageIO.write(picture, "bmp", in.toFile());

    Program run =
        Program.run(
            "run --signature pictures",
            model,
            "--input",
            "image=" + in,
            "--output",
            "mirrored=" + out);

    assertThat(run.err()).isEmpty();
    assertThat(ImageIO.read(out.toFile()).getRaster().getNumBands()).isEqualTo(1);
    // 0.299 · 200 + 0.587 · 180 + 0.114 · 20
    assertThat(ImageIO.read(out.toFile()).getRaster().getSample(2, 1, 0)).isEqualTo(168);
  }

  private static Signature strings(Ops tf) {
    Placeholder<TString> files =
        tf.withName("files").placeholder(TString.class, Placeholder.shape(Shape.of(-1)));
    return Signature.builder("strings")
        .input("files", files)
        .output("upper", tf.strings.upper(files))
        .output("length", tf.strings.stringLength(files))
        .build();
  }

  private static Signature typed(Ops tf) {
    Placeholder<TFloat16> half =
        tf.withName("half").placeholder(TFloat16.class, Placeholder.shape(Shape.of(-1, 2)));
    Placeholder<TInt32> count =
        tf.withName("count").placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    Placeholder<TBool> flag =
        tf.withName("flag").placeholder(TBool.class, Placeholder.shape(Shape.of(1)));
    return Signature.builder("typed")
        .input("half", half)
        .input("count", count)
        .input("flag", flag)
        .output("double", tf.math.add(half, half))
        .output("next", tf.math.add(count, tf.constant(1)))
        .output("not", tf.math.logicalNot(flag))
        .build();
  }

  private Path array(String name, NpyArray array) {
    Path file = temp.resolve(name);
    NpyFile.write(file, array);
    return file;
  }

  @Test
  void writesAnOutputAndFeedsAPlaceholderOfNoSignature() {
    Path x = array("x.npy", NpyArray.of(new float[] {1, 2, 3, 4, 5, 6f}, 2, 3));
    Path y = temp.resolve("y.npy");

    Program.run("run", model, "--input", "x=" + x, "--feed", "factor=0.5", "--output", "y=" + y)
        .mustBeDone();

    assertThat(NpyFile.read(y).floats()).containsExactly(0.5f, 1, 1.5f, 2, 2.5f, 3);
    assertThat(NpyFile.read(y)).hasToString("float32 [2, 3]");
  }

  @Test
  void takesDoublesForFloatsOverAnOpenBatch() {
    Path x = array("x.npy", NpyArray.of(new double[] {1.0, 2, 3}, 1, 3));

    Program run = Program.run("run", model, "--input", "x=" + x, "--feed", "factor:0=2");

    assertThat(run.out().strip()).isEqualTo("y: float32 [1, 3] 2.0, 4.0, 6.0");
  }

  @Test
  void readsTheFilesOfAFolderInTheOrderOfTheirNames() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("texts"));
    Files.writeString(folder.resolve("b"), "second");
    Files.writeString(folder.resolve("a"), "first");
    Path upper = temp.resolve("upper.txt");
    Path length = temp.resolve("length.npy");

    Program.run(
            "run --signature strings",
            model,
            "--input",
            "files=" + folder,
            "--output",
            "upper=" + upper,
            "--output",
            "length=" + length)
        .mustBeDone();

    assertThat(upper).hasContent("FIRST\nSECOND\n");
    assertThat(NpyFile.read(length).longs()).containsExactly(5, 6);
  }

  @Test
  void makesABatchOfOneFile() throws IOException {
    Path file = Files.writeString(temp.resolve("text"), "hello");

    Program run = Program.run("run --signature strings", model, "--input", "files=" + file);

    assertThat(run.out().lines())
        .containsExactlyInAnyOrder("length: int32 [1] 5", "upper: string [1] 'HELLO'");
  }

  @Test
  void takesLiteralsAndHalfPrecision() {
    Path half = array("half.npy", NpyArray.of(new float[] {0.25f, -1}, 1, 2));

    Program run =
        Program.run(
            "run --signature typed --input count=3 --input flag=true",
            model,
            "--input",
            "half=" + half);

    assertThat(run.out().lines())
        .containsExactly(
            "double: float16 [1, 2] 0.5, -2.0", "next: int32 [] 4", "not: bool [1] false");
  }

  @Test
  void takesNestedLists() {
    Program run = Program.run("run --feed factor=2 --input x=[[1,2,3],[0.5,NaN,-1e3]]", model);

    assertThat(run.out().strip()).isEqualTo("y: float32 [2, 3] 2.0, 4.0, 6.0, 1.0, NaN, -2000.0");
    assertThat(
            Program.run(
                    "run --signature typed --input half=[[1,2]] --input count=3",
                    model,
                    "--input",
                    "flag=[true]")
                .out()
                .lines())
        .containsExactly(
            "double: float16 [1, 2] 2.0, 4.0", "next: int32 [] 4", "not: bool [1] false");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[[1,2,3],[4,5]] | expected nested lists of equal lengths but got '[[1,2,3],[4,5]]'",
        "[[1,2,3],4]     | expected nested lists of equal lengths but got '[[1,2,3],4]'",
        "[1,[2],3]       | expected nested lists of equal lengths but got '[1,[2],3]'",
        "[[1,2,true]]    | expected numbers, or truth values, but got '[[1,2,true]]'",
        "[[1,2,null]]    | expected numbers, or truth values, but got '[[1,2,null]]'",
        "[['a','b','c']] | expected JSON, such as [[0.5, 1]] or \"text\", but got '[['a','b','c']]',"
            + " which is none from character 3 on",
        "[[1,2,3]],1     | expected JSON, such as [[0.5, 1]] or \"text\", but got '[[1,2,3]],1', which"
            + " is none from character 10 on",
        "[1,2,3]         | expected float32 [-1, 3] but got int64 [3] of '[1,2,3]'"
      },
      quoteCharacter = '~')
  void refusesListsOfNoShapeOrType(String value, String message) {
    Program.run("run --feed factor=1", model, "--input", "x=" + value)
        .mustBeRefused("stn run: --input x: " + message);
  }

  @Test
  void takesStringsInQuotes() {
    assertThat(
            Program.run("run --signature strings", model, "--input", "files=\"a [b]\"")
                .out()
                .lines())
        .containsExactlyInAnyOrder("length: int32 [1] 5", "upper: string [1] 'A [B]'");
    assertThat(
            Program.run("run --signature strings", model, "--input", "files=[\"é\", \"\"]")
                .out()
                .lines())
        .containsExactlyInAnyOrder("length: int32 [2] 2, 0", "upper: string [2] 'é', ''");
    Program.run("run --signature strings --input files=[1]", model)
        .mustBeRefused("stn run: --input files: expected strings but got '[1]'");
  }

  @Test
  void takesAnArrayOfStrings() throws IOException {
    Path file = temp.resolve("files.npy");
    String header = "{'descr': '|S2', 'fortran_order': False, 'shape': (3,), }";
    Files.write(
        file,
        ("\u0093NUMPY\u0001\u0000"
                + (char) header.length()
                + "\u0000"
                + header
                + "ab"
                + "c\u0000"
                + "de")
            .getBytes(StandardCharsets.ISO_8859_1));

    assertThat(
            Program.run("run --signature strings", model, "--input", "files=" + file).out().lines())
        .containsExactlyInAnyOrder(
            "length: int32 [3] 2, 1, 2", "upper: string [3] 'AB', 'C', 'DE'");
  }

  @Test
  void writesHalfPrecisionAsNumPyDoesAndReadsItAgain() {
    Path twice = temp.resolve("double.npy");
    String rest = "--input count=0 --input flag=true --signature typed";

    Program.run("run " + rest + " --input half=[[0.1,-3]]", model, "--output", "double=" + twice)
        .mustBeDone();
    Program run = Program.run("run " + rest, model, "--input", "half=" + twice);

    assertThat(NpyFile.read(twice)).hasToString("float16 [1, 2]");
    assertThat(NpyFile.read(twice).floats()).containsExactly(0.19995117f, -6);
    assertThat(run.out()).startsWith("double: float16 [1, 2] 0.39990234, -12.0");
  }

  private Path edited(Consumer<MetaGraphDef.Builder> edit) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("edited"));
    SavedModel.Builder edited =
        SavedModel.parseFrom(Files.readAllBytes(model.resolve("saved_model.pb"))).toBuilder();
    edit.accept(edited.getMetaGraphsBuilder(0));
    Files.write(folder.resolve("saved_model.pb"), edited.build().toByteArray());
    return folder;
  }

  @Test
  void runsAGraphWithoutTags() throws IOException {
    Path untagged = edited(graph -> graph.getMetaInfoDefBuilder().clearTags());

    Program run = Program.run("run --input x=[[1,2,3]] --feed factor=2 --tags=", untagged);

    assertThat(run.out().strip()).isEqualTo("y: float32 [1, 3] 2.0, 4.0, 6.0");
    Program.run("run --input x=[[1,2,3]]", untagged)
        .mustBeRefused(
            "stn run: --tags: expected those of a graph in " + untagged + ", [], but got [serve]");
  }

  @Test
  void refusesASignatureWithoutOutputs() throws IOException {
    Path silent =
        edited(graph -> graph.putSignatureDef("silent", SignatureDef.getDefaultInstance()));

    Program.run("run --signature silent", silent)
        .mustBeRefused("stn run: signature silent: expected outputs to compute but it has none");
  }

  @Test
  void readsTheTextForm() throws IOException {
    Path text = edited(graph -> {});
    SavedModel binary = SavedModel.parseFrom(Files.readAllBytes(text.resolve("saved_model.pb")));
    Files.delete(text.resolve("saved_model.pb"));
    Files.writeString(text.resolve("saved_model.pbtxt"), binary.toString());

    Program run = Program.run("run --input x=[[1,2,3]] --feed factor=2", text);

    assertThat(run.out().strip()).isEqualTo("y: float32 [1, 3] 2.0, 4.0, 6.0");
  }

  @Test
  void warnsOnceOfAModelThatIsNotTheOneOfItsFingerprint() throws IOException {
    Path folder = edited(graph -> {});
    Files.write(folder.resolve("fingerprint.pb"), new byte[] {0x08, 0x2a, 0x32, 0x02, 0x08, 0x01});

    Program run = Program.run("run --input x=[[1,2,3]] --feed factor=2", folder);

    assertThat(run.out().strip()).isEqualTo("y: float32 [1, 3] 2.0, 4.0, 6.0");
    assertThat(run.err().lines())
        .containsExactly(
            "stn run: warning: SAVED_MODEL: "
                + folder.resolve("saved_model.pb")
                + ": expected the model that the checksum in fingerprint.pb was taken of but it is"
                + " another one: edited later, or damaged");
  }

  @Test
  void writesTheGradientOfTheWeightedSum() {
    Path x = array("x.npy", NpyArray.of(new float[] {1, 2, 3, 4, 5, 6f}, 2, 3));
    Path dy = array("dy.npy", NpyArray.of(new float[] {1, 0, 0, -1, 0, 2f}, 2, 3));
    Path dx = temp.resolve("dx.npy");

    Program run =
        Program.run(
            "run --feed factor=0.5",
            model,
            "--input",
            "x=" + x,
            "--upstream",
            "y=" + dy,
            "--grad",
            "x=" + dx);

    assertThat(run.err()).isEmpty();
    assertThat(NpyFile.read(dx).floats()).containsExactly(0.5f, 0, 0, -0.5f, 0, 1);
  }

  @Test
  void refusesWeightsOfAnotherShapeAndGradientsWithoutThem() {
    Path x = array("x.npy", NpyArray.of(new float[] {1, 2, 3, 4, 5, 6f}, 2, 3));
    Path dy = array("dy.npy", NpyArray.of(new float[] {1, 0, 0f}, 1, 3));

    Program.run(
            "run --feed factor=0.5 --grad x=dx.npy",
            model,
            "--input",
            "x=" + x,
            "--upstream",
            "y=" + dy)
        .mustBeRefused("stn run: --upstream y: expected the output's shape [2, 3] but got [1, 3]");
    Program.run("run --grad x=dx.npy", model)
        .mustBeRefused(
            "stn run: --upstream: expected one OUT=DV.npy and --grad IN=G.npy with it but got []"
                + " and [x=dx.npy]");
  }

  @Test
  void asksForThePlaceholderThatIsNotNamed() {
    Path x = array("x.npy", NpyArray.of(new float[6], 2, 3));

    Program.run("run", model, "--input", "x=" + x)
        .mustBeRefused(
            "stn run: --feed: expected factor (float32 []), which signature serving_default needs"
                + " without naming it, but got none");
  }

  @Test
  void refusesAnArrayOfAnotherShape() {
    Path x = array("x.npy", NpyArray.of(new float[8], 2, 4));

    Program.run("run --feed factor=1", model, "--input", "x=" + x)
        .mustBeRefused(
            "stn run: --input x: expected float32 [-1, 3] but got float32 [2, 4] of '" + x + "'");
  }

  @Test
  void refusesValuesOfAnotherType() throws IOException {
    Path text = Files.writeString(temp.resolve("text"), "hello");
    Path fraction = array("fraction.npy", NpyArray.of(new float[] {0.5f}));

    Program.run("run --signature typed", model, "--input", "count=" + fraction)
        .mustBeRefused(
            "stn run: --input count: " + fraction + ": expected int32 but got float32 []");
    Program.run("run --feed factor=1", model, "--input", "x=" + text)
        .mustBeRefused(
            "stn run: --input x: expected float32 [-1, 3], as a .npy file, a picture, a number such as 0.5 or"
                + " lists such as [[0.5, 1]], but got another file, '"
                + text
                + "'");
    Program.run("run --signature strings", model, "--input", "files=" + fraction)
        .mustBeRefused(
            "stn run: --input files: "
                + fraction
                + ": descr: expected strings, such as '<U5' or '|S5', but found '<f4'");
    Program.run("run --signature strings --input files=missing", model)
        .mustBeRefused(
            "stn run: --input files: missing: expected a file of bytes, a folder of files, a .npy"
                + " file of strings or \"text\" in quotes, for a string, but there is no such file");
  }

  @Test
  void refusesUnknownNames() {
    Program.run("run --signature sing", model)
        .mustBeRefused(
            "stn run: --signature: expected one of [pictures, serving_default, strings, typed]"
                + " but got 'sing'");
    Program.run("run --input z=1", model)
        .mustBeRefused(
            "stn run: --input: expected a name of signature serving_default, one of [x], but got"
                + " 'z'");
    Program.run("run --output z=z.npy", model)
        .mustBeRefused(
            "stn run: --output: expected a name of signature serving_default, one of [y], but got"
                + " 'z'");
    Program.run("run --feed z=1", model)
        .mustBeRefused(
            "stn run: --feed: expected a placeholder of the graph, one of [count, factor, files,"
                + " flag, half, picture, x], but got 'z'");
    Program.run("run --tags train", model)
        .mustBeRefused(
            "stn run: --tags: expected those of a graph in "
                + model
                + ", [serve], but got [train]");
  }

  @Test
  void refusesValuesWithoutAName() {
    Program.run("run --input x", model)
        .mustBeRefused("stn run: --input: expected NAME=VALUE but got 'x'");
    Program.run("run --input x=1 --input x=2", model)
        .mustBeRefused("stn run: --input: expected one value a name but got two for 'x'");
  }

  @Test
  void refusesFilesThatCannotHoldAnOutput() {
    Program.run("run --output y=y.txt", model)
        .mustBeRefused("stn run: --output y: expected a name that ends in .npy but got 'y.txt'");
    Program.run("run --signature strings --output upper=y.npy", model)
        .mustBeRefused(
            "stn run: --output upper: expected a name that ends in .txt but got 'y.npy'");
    Program.run("run --output y=nowhere/y.npy", model)
        .mustBeRefused(
            "stn run: --output y: nowhere/y.npy: expected an existing folder but there is none at "
                + Path.of("nowhere").toAbsolutePath());
  }

  @Test
  void saysWhatIsBrokenAboutAModel() throws IOException {
    Path broken = Files.createDirectory(temp.resolve("broken"));
    Files.write(broken.resolve("saved_model.pb"), new byte[] {1, 2, 3});

    Program.run("run", broken)
        .mustBeRefused(
            "stn run: SAVED_MODEL: "
                + broken.resolve("saved_model.pb")
                + ": expected the protocol buffer of a SavedModel but it is of another format: it"
                + " starts with 01 02 03 (hexadecimal)");
  }
}
