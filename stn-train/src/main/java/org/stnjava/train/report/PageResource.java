package org.stnjava.train.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Pattern;

/** Texts on the class path that the page is made of. */
final class PageResource {
  private static final String CHART_PROPERTIES =
      "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";
  private static final String CHART_SCRIPT =
      "/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.min.js";

  /** A browser with its tools open would fetch the map from beside the page. */
  private static final Pattern SOURCE_MAP = Pattern.compile("(?m)^//# sourceMappingURL=.*$");

  private PageResource() {}

  /** Reads one of this package's own files. */
  static String own(String name) {
    return read("/org/stnjava/train/report/" + name);
  }

  /** Reads the charts' library from its web jar, ready to stand inside a script element. */
  static String chartLibrary() {
    String script = read(CHART_SCRIPT.formatted(chartVersion()));
    return insideScript(SOURCE_MAP.matcher(script).replaceAll(""));
  }

  /** Escapes what would end a script element, or open a comment in it, before its time. */
  static String insideScript(String script) {
    return script.replaceAll("(?i)</(script)", "<\\\\/$1").replace("<!--", "<\\!--");
  }

  private static String chartVersion() {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(read(CHART_PROPERTIES)));
    } catch (IOException e) {
      throw new UncheckedIOException(CHART_PROPERTIES + ": cannot be read", e);
    }
    return properties.getProperty("version", "");
  }

  private static String read(String path) {
    try (InputStream in = PageResource.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + ": not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be read", e);
    }
  }
}
