package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TransformsTest {

  @Test
  void listsTheNamesWhenThereIsNoneOfAName() {
    assertThatThrownBy(() -> Transforms.byName("afine"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("transform: expected one of " + Transforms.names() + " but got 'afine'");
  }
}
