package org.stnjava.train;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.stnjava", importOptions = TrainArchitectureTest.MainClasses.class)
class TrainArchitectureTest {

  /** Leaves out tests, also those of other modules, which come in jars. */
  static final class MainClasses implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("org.stnjava.train.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule METRICS_AND_REPORTS_DO_WITHOUT_TENSORFLOW =
      noClasses()
          .that()
          .resideInAnyPackage("org.stnjava.train.metric..", "org.stnjava.train.report..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.tensorflow..");

  @ArchTest
  static final ArchRule LOWER_MODULES_DO_NOT_KNOW_TRAINING =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.stnjava.data..",
              "org.stnjava.ops..",
              "org.stnjava.models..",
              "org.stnjava.savedmodel..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.stnjava.train..");

  @ArchTest
  static final ArchRule THE_LOOP_KNOWS_NO_FILES_AND_NO_REPORTS =
      noClasses()
          .that()
          .resideInAPackage("org.stnjava.train.loop..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.stnjava.train.report..", "org.stnjava.train.experiment..", "java.nio.file..");
}
