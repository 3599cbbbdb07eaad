package org.stnjava.savedmodel.proto;

import java.util.regex.Matcher;

/**
 * One output of a node, as signatures write it: {@code node:index}, or the node alone for its first
 * output.
 *
 * @param node the node's name
 * @param index of the output, from 0
 */
public record TensorName(String node, int index) {

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if no number follows the colon
   */
  public static TensorName parse(String text) {
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

  /**
   * The node of a reference: a tensor, or an input of a node, which may be a control input.
   *
   * @param reference such as {@code node}, {@code node:1}, {@code node:output:0} or {@code ^node}
   */
  public static String nodeOf(String reference) {
    String name = reference.startsWith("^") ? reference.substring(1) : reference;
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  /**
   * The same reference to another node.
   *
   * @param reference as in {@link #nodeOf}
   * @param node the other node
   * @return with the reference's output or control mark
   */
  public static String withNode(String reference, String node) {
    return reference.replaceFirst("^(\\^?)[^:]*", "$1" + Matcher.quoteReplacement(node));
  }

  @Override
  public String toString() {
    return node + ":" + index;
  }
}
