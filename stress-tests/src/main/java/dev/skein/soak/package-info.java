/// A long run of everything at once, with faults: see [dev.skein.soak.Soak]. The bodies of the load watch themselves; once a second the books of the runtime are
/// compared with what was given to it.
package dev.skein.soak;
