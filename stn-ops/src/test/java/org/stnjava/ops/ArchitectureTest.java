package org.stnjava.ops;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

@AnalyzeClasses(packages = "org.stnjava", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("org.stnjava.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule OPS_HOLD_NO_SESSIONS =
      ArchRuleDefinition.noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.tensorflow.Session");
}
