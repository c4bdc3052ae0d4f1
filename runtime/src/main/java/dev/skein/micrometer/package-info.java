/// Meters of a runtime for Micrometer, which is optional: nothing outside this package knows of it. docs/meters.md lists them.
@NullMarked
package dev.skein.micrometer;

import org.jspecify.annotations.NullMarked;
