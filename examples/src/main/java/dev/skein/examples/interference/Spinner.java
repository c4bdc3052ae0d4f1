package dev.skein.examples.interference;

import java.io.IOException;

/// The program of the foreign process: burns a CPU until its standard input ends. That is when whoever started it closes it, or has died.
final class Spinner {

    static final String READY = "spinning";

    private static volatile long sink;

    private Spinner() {}

    public static void main(String[] args) throws IOException {
        Thread.ofPlatform().daemon().name("spinner").start(() -> {
            System.out.println(READY);
            while (true) sink = Job.burn(sink, 1_000);
        });
        while (System.in.read() >= 0) { }
    }
}
