"""Writes the test resource `asset_function`: a module without signatures whose functions read an asset."""

import sys
import tempfile
from pathlib import Path

import tensorflow as tf

DEFAULT_OUT = Path(__file__).parents[2] / "stn-savedmodel/src/test/resources/savedmodels/asset_function"


class Words(tf.Module):
    """Two functions, as TensorFlow makes a single one a signature."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.words = tf.saved_model.Asset(str(path))

    @tf.function(input_signature=[])
    def content(self) -> tf.Tensor:
        return tf.io.read_file(self.words)

    @tf.function(input_signature=[])
    def size(self) -> tf.Tensor:
        return tf.strings.length(tf.io.read_file(self.words))


def main() -> None:
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_OUT
    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder) / "words.txt"
        words.write_text("crop\nwarp\n")
        tf.saved_model.save(Words(words), str(out))


if __name__ == "__main__":
    main()
