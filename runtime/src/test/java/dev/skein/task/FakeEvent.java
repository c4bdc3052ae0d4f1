package dev.skein.task;

import dev.skein.api.Awaitable;
import dev.skein.api.Waker;
import java.util.ArrayList;
import java.util.List;

/// An awaitable that writes down who registered and who was abandoned.
class FakeEvent implements Awaitable {

    final List<Waker> registered = new ArrayList<>();
    final List<Waker> abandoned = new ArrayList<>();

    @Override
    public boolean register(Waker waker) {
        registered.add(waker);
        return true;
    }

    @Override
    public void abandon(Waker waker) {
        abandoned.add(waker);
    }

    boolean wake() {
        return registered.getLast().wake();
    }
}
