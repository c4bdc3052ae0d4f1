/// Plants something that goes wrong in a runtime, and shows how each tool tells of it.
///
/// | class | subject |
/// |---|---|
/// | [dev.skein.examples.observe.Observe] | the command: which plant, for how long, what is printed |
/// | [dev.skein.examples.observe.Plant] | what can go wrong: a hog, an imbalance, a stuck task |
/// | [dev.skein.examples.observe.Flight] | the events of the Flight Recorder while it goes wrong |
package dev.skein.examples.observe;
