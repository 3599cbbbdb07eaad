package org.stnjava.savedmodel;

/**
 * One output of a node, as signatures write it: {@code node:index}, or the node alone for its first
 * output.
 *
 * @param node the node's name
 * @param index of the output, from 0
 */
record TensorName(String node, int index) {

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if no number follows the colon
   */
  static TensorName parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return new TensorName(text, 0);
    }
    String index = text.substring(colon + 1);
    if (!index.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("expected NODE or NODE:INDEX but got '" + text + "'");
    }
    return new TensorName(text.substring(0, colon), Integer.parseInt(index));
  }

  @Override
  public String toString() {
    return node + ":" + index;
  }
}
