/// Puts a runtime together and keeps its books: what was accepted and what has ended, the phases from open to terminated,
/// and the timers.
@NullMarked
package dev.skein.engine;

import org.jspecify.annotations.NullMarked;
