package org.stnjava.bench.peer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Programs that stand in for Python: shell scripts, which take the peers' script as an argument.
 */
public final class FakePython {

  private static final String NO_PEERS =
      """
      {"torch": null, "torch_reason": "No module named 'torch'",\
       "onnxruntime": null, "onnxruntime_reason": "No module named 'onnxruntime'"}""";

  private FakePython() {}

  /** One that has neither PyTorch nor ONNX Runtime. */
  public static String withoutPeers(Path folder) throws IOException {
    return script(folder, "read line; cat <<'END'\n" + NO_PEERS + "\nEND\ncat > /dev/null");
  }

  /** One that does what a shell script says. */
  static String script(Path folder, String commands) throws IOException {
    Path shell = Path.of("/bin/sh");
    assumeTrue(Files.isExecutable(shell), "needs " + shell);
    Path script = Files.writeString(folder.resolve("python"), "#!/bin/sh\n" + commands + "\n");
    assumeTrue(script.toFile().setExecutable(true), "needs a folder for programs");
    return script.toString();
  }
}
