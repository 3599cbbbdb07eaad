package org.stnjava.data;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.stnjava", importOptions = DoNotIncludeTests.class)
class DataArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("org.stnjava.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule DATA_KNOWS_NO_OTHER_MODULE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.stnjava.ops..",
              "org.stnjava.models..",
              "org.stnjava.savedmodel..",
              "org.stnjava.train..",
              "org.stnjava.cluster..",
              "org.stnjava.cli..");

  @ArchTest
  static final ArchRule DATA_DOES_NOT_USE_TENSORFLOW =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.tensorflow..");
}
