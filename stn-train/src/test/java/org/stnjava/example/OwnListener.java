package org.stnjava.example;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.train.diagnose.WarpStatistics;
import org.stnjava.train.diagnose.WarpStatistics.SampleStatistics;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.NetworkWatched;
import org.stnjava.train.event.TrainingListener;

/** A listener of one's own, as docs/watching.md shows it. */
public final class OwnListener {

  private OwnListener() {}

  // tag::listener[]
  /** Records after each measurement how much of the image the first transformer reads. */
  record AreaNotes(List<String> notes) implements TrainingListener {
    @Override
    public void onWatch(NetworkWatched watched) {
      WarpStatistics figures = WarpStatistics.of(watched.transformers().get(0));
      double area = figures.mean(SampleStatistics::area);
      notes.add("step %d: %.0f %% of the image".formatted(watched.step(), 100 * area));
    }
  }

  // end::listener[]

  static List<String> notes(NetworkWatched watched, EvaluationEnded evaluation) {
    AreaNotes listener = new AreaNotes(new ArrayList<>());
    listener.onWatch(watched);
    listener.onEvaluation(evaluation);
    return listener.notes();
  }
}
