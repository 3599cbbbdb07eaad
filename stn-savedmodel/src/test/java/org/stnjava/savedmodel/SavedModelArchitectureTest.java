package org.stnjava.savedmodel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.stnjava", importOptions = DoNotIncludeTests.class)
class SavedModelArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("org.stnjava.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule LOWER_MODULES_DO_NOT_KNOW_SAVED_MODELS =
      noClasses()
          .that()
          .resideInAnyPackage("org.stnjava.data..", "org.stnjava.ops..", "org.stnjava.models..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.stnjava.savedmodel..");
}
