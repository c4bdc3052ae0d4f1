/// How tasks change workers by order: orders in flight, the envelope that carries tasks, and the ledger of what was moved and why.
///
/// The balancer asks, workers carry out, and they meet here ([dev.skein.handoff.OrderDesk]). docs/handoff.md has the protocol and its proof.
@NullMarked
package dev.skein.handoff;

import org.jspecify.annotations.NullMarked;
