package dev.skein.examples.census;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes the trees that the tests count.
final class Inputs {

    private Inputs() {
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Path writeFolder(Path folder, Map<String, byte[]> files) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return folder;
    }

    static Path writeZip(Path archive, Map<String, byte[]> files) throws IOException {
        return writeZip(archive, files, ZipEntry.DEFLATED);
    }

    /// @param method `ZipEntry.STORED` leaves the content readable in the archive, so that a test can damage it
    static Path writeZip(Path archive, Map<String, byte[]> files, int method) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                var entry = new ZipEntry(file.getKey());
                entry.setMethod(method);
                if (method == ZipEntry.STORED) {
                    var crc = new CRC32();
                    crc.update(file.getValue());
                    entry.setCrc(crc.getValue());
                    entry.setSize(file.getValue().length);
                }
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return archive;
    }

    /// Overwrites the first occurrence of some text in a file with as many `#`.
    static void damage(Path file, String text) throws IOException {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        int at = content.indexOf(text);
        if (at < 0) {
            throw new IllegalArgumentException("not in the file: " + text);
        }
        String damaged = content.substring(0, at) + "#".repeat(text.length()) + content.substring(at + text.length());
        Files.writeString(file, damaged, StandardCharsets.ISO_8859_1);
    }

    /// A tree of very unequal files, a tenth of them copies of the first, some of them binary. One seed gives one tree.
    static Map<String, byte[]> randomTree(long seed, int files) {
        var random = new Random(seed);
        Map<String, byte[]> tree = new TreeMap<>();
        for (int i = 0; i < files; i++) {
            String name = "p" + random.nextInt(7) + "/F" + i + ".java";
            boolean copy = i % 10 == 9;
            tree.put(name, copy ? bytes("class Copy { int twice = 2; }\n") : randomContent(random));
        }
        return tree;
    }

    private static byte[] randomContent(Random random) {
        int words = 1 << random.nextInt(13);
        if (random.nextInt(20) == 0) {
            byte[] binary = new byte[words];
            random.nextBytes(binary);
            return binary;
        }
        var text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append("name").append((int) Math.abs(random.nextGaussian() * 300));
            text.append(random.nextInt(8) == 0 ? "; // end\n" : " = ");
        }
        return bytes(text.toString());
    }
}
