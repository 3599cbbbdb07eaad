package org.stnjava.models;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.stnjava", importOptions = DoNotIncludeTests.class)
class ModelsArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("org.stnjava.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule OPS_DO_NOT_KNOW_MODELS =
      noClasses()
          .that()
          .resideInAPackage("org.stnjava.ops..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.stnjava.models..");
}
