package dev.skein.simulator;

import dev.skein.api.BalancePolicy;
import dev.skein.balance.Policies;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Policies by name: those of [Policies], each by the name of its method, or a class of the user's. Several with + between them are put together, those
/// that come first with precedence.
final class PolicyNames {

    /// Wait bound of the energy policy where none is named.
    private static final Duration WAIT_MAX = Duration.ofMillis(5);

    private PolicyNames() {}

    /// @param name such as `load`, `energy+standard`, or `org.example.MyPolicy`
    /// @throws IllegalArgumentException if there is no such policy
    static BalancePolicy of(String name) {
        BalancePolicy[] parts = Arrays.stream(name.split("\\+")).map(PolicyNames::one).toArray(BalancePolicy[]::new);
        return parts.length == 1 ? parts[0] : Policies.all(parts);
    }

    private static BalancePolicy one(String name) {
        try {
            if (name.indexOf('.') >= 0) return ofClass(name);
            for (Method method : factories().toList()) {
                if (!method.getName().equals(name)) continue;
                return (BalancePolicy) (method.getParameterCount() == 0 ? method.invoke(null) : method.invoke(null, WAIT_MAX));
            }
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException("policy must be a BalancePolicy with a constructor without parameters, got " + name + ": " + e, e);
        }
        String known = factories().map(Method::getName).sorted().collect(Collectors.joining(", "));
        throw new IllegalArgumentException("policy must be one of " + known + ", or a class, got " + name);
    }

    private static Stream<Method> factories() {
        return Arrays.stream(Policies.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() == BalancePolicy.class)
                .filter(method -> method.getParameterCount() == 0 || Arrays.equals(method.getParameterTypes(), new Class<?>[] {Duration.class}));
    }

    private static BalancePolicy ofClass(String name) throws ReflectiveOperationException {
        var constructor = Class.forName(name).asSubclass(BalancePolicy.class).getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }
}
