package dev.skein.platform;

import java.util.function.UnaryOperator;

/// Makes the threads of a runtime that serve no worker: daemons named `skein-<runtime>-<role>`, which inherit neither thread-locals nor CPUs from who
/// starts them.
@FunctionalInterface
public interface Daemons {

    /// A thread, not started yet.
    ///
    /// @param role last part of its name
    Thread unstarted(String role, Runnable body);

    /// Those of a runtime.
    ///
    /// @param unbound makes what a thread runs into that of a thread which is bound to no CPU
    static Daemons of(String runtime, UnaryOperator<Runnable> unbound) {
        return (role, body) -> Thread.ofPlatform().daemon(true).inheritInheritableThreadLocals(false)
                .name("skein-" + runtime + "-" + role).unstarted(unbound.apply(body));
    }
}
