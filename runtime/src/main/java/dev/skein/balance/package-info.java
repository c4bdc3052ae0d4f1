/// What decides where tasks should be: the policies, pure functions all ([dev.skein.balance.Policies]), and the thread that asks them.
@NullMarked
package dev.skein.balance;

import org.jspecify.annotations.NullMarked;
