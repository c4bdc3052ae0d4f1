/// What a runtime tells of itself: the dump, the line once a period, and the bean for JMX.
@NullMarked
package dev.skein.report;

import org.jspecify.annotations.NullMarked;
