/// The door to Skein, a work-stealing task runtime whose workers are pinned threads: [dev.skein.Skein] and its builder.
@NullMarked
package dev.skein;

import org.jspecify.annotations.NullMarked;
