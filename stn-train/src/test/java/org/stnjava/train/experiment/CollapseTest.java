package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.train.event.AlarmRaised;
import org.stnjava.train.event.TrainingListener;

/** The tutorial's network at ten times its rate, for an epoch: docs/troubleshooting.md. */
@Tag("slow")
class CollapseTest {

  /** What the alarm says is to be set, to be read by a program. */
  private static final String CURE = "set localizationRate to 0.1 (now 1)";

  @TempDir Path folder;

  private final List<AlarmRaised> alarms = new ArrayList<>();

  private ModelCard train(String name, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("rate", 0.1);
    all.put("budget", "1 epochs");
    RunConfig config = Experiments.byName("tutorial").defaults().with(all);
    TrainingListener recorder =
        new TrainingListener() {
          @Override
          public void onAlarm(AlarmRaised alarm) {
            alarms.add(alarm);
          }
        };
    return Run.prepare(config, folder.resolve(name)).start(List.of(recorder));
  }

  @Test
  void isToldWithinTheFirstEpochAndCuredByTheSettingThatTheAlarmNames() {
    ModelCard collapsed = train("collapsed", Map.of());
    List<AlarmRaised> raised = List.copyOf(alarms);
    alarms.clear();
    ModelCard cured = train("cured", Map.of("localizationRate", 0.1));

    assertThat(raised)
        .anySatisfy(alarm -> assertThat(alarm.message()).contains(": zooming out; " + CURE));
    assertThat(alarms).isEmpty();
    assertThat(collapsed.testError()).isGreaterThan(0.1);
    assertThat(cured.testError()).isLessThan(0.05);
  }
}
