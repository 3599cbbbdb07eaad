package org.stnjava.data.set;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs how many files of a folder have been read, every few seconds. Thread-safe. */
final class ReadingCount {

  private static final Logger LOG = LoggerFactory.getLogger(ReadingCount.class);

  private static final long BETWEEN = Duration.ofSeconds(2).toNanos();

  private final int all;
  private final AtomicInteger read = new AtomicInteger();
  private final AtomicLong last = new AtomicLong(System.nanoTime());

  ReadingCount(int all) {
    this.all = all;
  }

  void next() {
    int count = read.incrementAndGet();
    long before = last.get();
    long now = System.nanoTime();
    if (now - before > BETWEEN && last.compareAndSet(before, now)) {
      LOG.info(String.format(Locale.ROOT, "read %,d of %,d pictures", count, all));
    }
  }
}
