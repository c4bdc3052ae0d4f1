package dev.skein.balance;

import dev.skein.api.BalancePolicy;
import java.util.List;

/// To be replaced.
public final class Policies {
    private Policies() {}

    /// To be replaced.
    public static BalancePolicy standard() {
        return (previous, now) -> List.of();
    }
    /// To be replaced.
    public static BalancePolicy none() {
        return standard();
    }
}
