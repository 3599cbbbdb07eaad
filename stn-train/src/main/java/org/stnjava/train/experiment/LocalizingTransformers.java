package org.stnjava.train.experiment;

import java.util.List;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.savedmodel.classify.ExportedClassifier.Attention;

/** The transformers of a network whose outlines are compared with objects. */
enum LocalizingTransformers {
  /** Every transformer; each reads the image independently. */
  EACH,

  /** The last of transformers in series, whose outline is the result of all. */
  LAST;

  /** Returns the transformers to compare for a network. */
  static LocalizingTransformers of(String net) {
    return Classifiers.isInLine(net) ? LAST : EACH;
  }

  List<Attention> among(List<Attention> all) {
    return this == EACH || all.isEmpty() ? all : all.subList(all.size() - 1, all.size());
  }
}
