package io.roundhouse.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may use whom, read from class files. */
class LayersTest {
    private static final int API_TYPES_MAX = 40;
    private static final Set<String> PLUGIN_FAMILIES = Set.of("engines", "transformers", "routers", "monitors");

    /** Contracts of the server that a plugin of ours may know, by room. */
    private static final Map<String, Set<String>> SERVER_CONTRACTS = Map.of(
            "statistics", Set.of("Statistics"),
            "feedback", Set.of("Feedback", "FeedbackListener", "ModelDefinition", "ModelSection"),
            "comparison", Set.of("Comparisons", "PairListener", "ModelDefinition", "ModelSection"),
            "anomaly", Set.of("Anomalies", "Metrics"),
            "host", Set.of("EngineHosts"),
            "metrics",
                    Set.of(
                            "Feedback",
                            "Comparisons",
                            "Metrics",
                            "Monitoring",
                            "Admission",
                            "Shadowing",
                            "StepCaches",
                            "Rollouts",
                            "Verdict",
                            "Guard"));

    private static final JavaClasses API = imported(List.of(House.api()));
    private static final JavaClasses ROOMS = imported(House.roomsButApi());

    private static JavaClasses imported(Collection<Room> rooms) {
        List<Path> folders = rooms.stream()
                .map(room -> room.classes().resolve("io/roundhouse"))
                .toList();
        JavaClasses classes = new ClassFileImporter().importPaths(folders);
        assertThat(classes).as("classes of %s", rooms).hasSizeGreaterThan(rooms.size());
        return classes;
    }

    private static List<Room> families(Collection<String> families) {
        List<Room> rooms = House.roomsButApi().stream()
                .filter(room -> families.contains(room.family()))
                .toList();
        assertThat(rooms).as("rooms of %s", families).hasSizeGreaterThanOrEqualTo(3);
        return rooms;
    }

    @Test
    void valuesKnowNoContracts() {
        noClasses()
                .that()
                .resideInAPackage("io.roundhouse.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.roundhouse.spi..", "io.roundhouse.server..")
                .check(API);
    }

    @Test
    void pluginContractsDoNotKnowTheServer() {
        noClasses()
                .that()
                .resideInAPackage("io.roundhouse.spi..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.roundhouse.server..")
                .check(API);
    }

    @Test
    void packagesOfTheApiHaveNoCycles() {
        slices().matching("io.roundhouse.(*).(*)").should().beFreeOfCycles().check(API);
    }

    /** What plugin authors have to learn; the server's own contracts are counted apart, as plugins never see them. */
    @Test
    void theApiIsSmall() {
        List<String> types = API.stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !type.getPackageName().startsWith("io.roundhouse.server"))
                .map(JavaClass::getSimpleName)
                .toList();

        assertThat(types).hasSizeBetween(20, API_TYPES_MAX);
    }

    /** The exceptions are monitors that offer, or show, what was counted to the control plane, and what hosts engines. */
    @Test
    void pluginsDoNotKnowTheServer() {
        for (Room room : families(PLUGIN_FAMILIES)) {
            Set<String> known = SERVER_CONTRACTS.getOrDefault(room.noun(), Set.of());
            noClasses()
                    .should()
                    .dependOnClassesThat(DescribedPredicate.describe(
                            "are of io.roundhouse.server, but for " + known,
                            (JavaClass target) -> target.getPackageName().startsWith("io.roundhouse.server")
                                    && !known.contains(target.getName()
                                            .replaceFirst(".*\\.", "")
                                            .replaceFirst("\\$.*", ""))))
                    .check(imported(List.of(room)));
        }
    }

    /** The exception: which monitors watch a model stands in its model.yaml, and they find files beside it. */
    @Test
    void theFlowDoesNotKnowTheControlPlane() {
        Set<String> known = Set.of("ModelSection", "ModelDefinition", "ModelRepository");
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.roundhouse.monitorhost.MonitorhostComponent")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.roundhouse.server.control..")
                .check(imported(families(Set.of("flow"))));
        noClasses()
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of io.roundhouse.server.control, but for " + known,
                        (JavaClass target) -> target.getPackageName().equals("io.roundhouse.server.control")
                                && !known.contains(target.getSimpleName())))
                .check(imported(families(Set.of("flow"))));
    }

    @Test
    void onlyComponentsAndRegistriesKnowOsgi() {
        noClasses()
                .that(DescribedPredicate.describe(
                        "are no component and no registry",
                        (JavaClass type) -> !outermost(type).matches(".*(Component|Registry|package-info)")))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of OSGi and no annotations",
                        (JavaClass target) -> target.getPackageName().startsWith("org.osgi.")
                                && !target.getPackageName().contains(".annotation")))
                .check(ROOMS);
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(LayersTest::outermost).orElse(type.getName());
    }

    /** The exception: what keeps natives apart is embedded in the engines that bring some. */
    @Test
    void aRoomIsOnePackageOfItsName() {
        for (Room room : House.roomsButApi()) {
            classes()
                    .that()
                    .resideOutsideOfPackage("io.roundhouse.natives")
                    .should()
                    .resideInAPackage("io.roundhouse." + room.noun())
                    .check(imported(List.of(room)));
        }
    }

    /** The exception: whether a native library is loaded is a fact of the class loader, as these classes are. */
    @Test
    void nobodyKeepsStateInStaticFields() {
        fields().that()
                .areStatic()
                .and()
                .areNotDeclaredIn("io.roundhouse.onnxruntime.OrtClasses")
                .and()
                .areNotDeclaredIn("io.roundhouse.text.NativeLibrary")
                .and()
                .areNotDeclaredIn("io.roundhouse.lightgbm.NativeLibrary")
                .and()
                .areNotDeclaredIn("io.roundhouse.xgboost.NativeLibrary")
                .and()
                .areNotDeclaredIn("io.roundhouse.pytorch.NativeLibraries")
                .and()
                .areNotDeclaredIn("io.roundhouse.tensorflow.NativeLibraries")
                .should()
                .beFinal()
                .check(ROOMS);
    }

    /** The exceptions are programs of their own, outside the server: the shell's client, and what writes tokens. */
    @Test
    void nobodyEndsTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.roundhouse.console.Client")
                .and()
                .doNotHaveFullyQualifiedName("io.roundhouse.admin.TokenTool")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(ROOMS);
    }
}
