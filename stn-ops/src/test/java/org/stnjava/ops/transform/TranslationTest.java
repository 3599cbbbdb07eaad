package org.stnjava.ops.transform;

class TranslationTest implements InvertibleContract {

  @Override
  public Invertible transform() {
    return new Translation();
  }
}
