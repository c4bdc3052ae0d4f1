package dev.skein.examples.census;

/// What the user gave cannot be counted. The message is one line, complete, and meant for the user.
final class InputException extends Exception {

    private static final long serialVersionUID = 1L;

    InputException(String message) {
        super(message);
    }
}
