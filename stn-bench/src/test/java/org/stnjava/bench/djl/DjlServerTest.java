package org.stnjava.bench.djl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DjlServerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"do\": \"dance\"} | do: expected a known request but got 'dance'",
        "{\"do\": \"outputs\", \"key\": \"a\", \"folder\": \".\"} | key: expected one of [] but got 'a'",
        "{\"do\": \"close\", \"key\": \"a\"} | key: expected one of [] but got 'a'"
      })
  void refusesWhatItCannotDo(String request, String complaint) throws IOException {
    Map<String, ?> answer = new DjlServer().answer(new ObjectMapper().readTree(request));

    assertThat(answer)
        .isEqualTo(Map.of("error", "java.lang.IllegalArgumentException: " + complaint));
  }
}
