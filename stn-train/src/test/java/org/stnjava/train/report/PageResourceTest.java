package org.stnjava.train.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PageResourceTest {
  @Test
  void bringsTheChartLibraryWithItsLicense() {
    assertThat(PageResource.chartLibrary())
        .contains("Chart.js v4.")
        .contains("Released under the MIT License")
        .contains("window.Chart=")
        .doesNotContain("sourceMappingURL");
  }

  @Test
  void escapesWhatWouldEndAScript() {
    assertThat(PageResource.insideScript("a = '</script><!--</SCRIPT>'"))
        .isEqualTo("a = '<\\/script><\\!--<\\/SCRIPT>'");
  }

  @Test
  void namesAFileThatIsMissing() {
    assertThatThrownBy(() -> PageResource.own("none.css"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("/org/stnjava/train/report/none.css: not on the class path");
  }
}
