/// What workers count and what others read of it.
@NullMarked
package dev.skein.load;

import org.jspecify.annotations.NullMarked;
