package dev.skein.contract;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

/// A promise that Skein adds to those of java.util.concurrent; the JDK's pool would hang or answer otherwise.
@Target({METHOD, TYPE})
@Retention(RUNTIME)
@Tag("skein-only")
@EnabledIf(value = "dev.skein.contract.ExecutorUnderTest#isSkein", disabledReason = "only Skein promises this")
@interface SkeinOnly {
}
