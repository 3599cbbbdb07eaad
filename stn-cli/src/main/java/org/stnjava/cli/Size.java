package org.stnjava.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * Size of an image, written {@code HxW}.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
record Size(int height, int width) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})x([0-9]{1,9})");

  /** Reads the form {@code HxW}. */
  static Size parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      Size size = new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
      if (size.height > 0 && size.width > 0) {
        return size;
      }
    }
    throw new TypeConversionException(
        "expected HxW, two whole numbers of at least 1 such as 28x40, but got '" + text + "'");
  }

  @Override
  public String toString() {
    return height + "x" + width;
  }
}
