/// What users implement and receive.
@NullMarked
package dev.skein.api;

import org.jspecify.annotations.NullMarked;
