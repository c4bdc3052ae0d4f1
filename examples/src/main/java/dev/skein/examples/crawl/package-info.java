/// A crawler: one task that awaits many slow answers at once, and holds no thread meanwhile.
package dev.skein.examples.crawl;
