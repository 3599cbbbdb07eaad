package org.stnjava.train.experiment;

import java.util.List;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.savedmodel.classify.ExportedClassifier.Attention;

/** Which of a network's transformers have found an object where they look. */
enum Deciding {
  /** Each of those that look for themselves. */
  EACH,

  /** Of those that stand one behind the other, the last, which sees what all of them have done. */
  LAST;

  /** What a network of a name decides by. */
  static Deciding of(String net) {
    return Classifiers.isInLine(net) ? LAST : EACH;
  }

  List<Attention> among(List<Attention> all) {
    return this == EACH || all.isEmpty() ? all : all.subList(all.size() - 1, all.size());
  }
}
