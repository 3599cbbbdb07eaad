package org.stnjava.train;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.stnjava", importOptions = DoNotIncludeTests.class)
class TrainArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("org.stnjava.(**)").should().beFreeOfCycles();

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
