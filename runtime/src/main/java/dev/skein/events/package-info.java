/// What the runtime tells the JDK's Flight Recorder, and nobody else.
///
/// Events are classes of the `jdk.jfr` module, which a trimmed JDK may lack: all others call [dev.skein.events.FlightEvents], which then does nothing.
@NullMarked
package dev.skein.events;

import org.jspecify.annotations.NullMarked;
