package dev.skein.meta;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The test proves invariants that stand in the headers of the main sources: `@Proves("D3")`, `@Proves({"C1", "C2"})`.
/// [InvariantsCoveredTest] sees that no invariant goes without.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Proves {
    String[] value();
}
