package dev.skein.bench.compare;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

/// What one operation of a benchmark is, for the report: a figure in nanoseconds says nothing without it. The comment of the method may say more.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OneOp {

    /// Goes on after "one op is", without a full stop.
    String value();

    /// Reads definitions from classes.
    final class Definitions {

        private Definitions() { }

        /// @param benchmark class and method, e.g. `dev.skein.bench.dispatch.DispatchBenchmark.inner`
        /// @return empty where the method has none
        public static Optional<String> of(String benchmark) {
            int dot = benchmark.lastIndexOf('.');
            try {
                Method[] methods = Class.forName(benchmark.substring(0, dot)).getMethods();
                return Arrays.stream(methods).filter(method -> method.getName().equals(benchmark.substring(dot + 1)) && method.isAnnotationPresent(OneOp.class))
                        .map(method -> method.getAnnotation(OneOp.class).value()).findFirst();
            } catch (ClassNotFoundException unknown) {
                throw new IllegalArgumentException("no class of the benchmark " + benchmark, unknown);
            }
        }
    }
}
