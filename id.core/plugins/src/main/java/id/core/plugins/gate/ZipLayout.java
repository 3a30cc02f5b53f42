package id.core.plugins.gate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.HashSet;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A zip archive that every reader reads alike, or a refusal. Some readers follow the central directory, others walk the
 * local headers, others search for either: so the archive must be tiled by its entries from the first byte to the
 * directory, in the directory's order, and by the directory from there to the end record, which ends the file; both
 * headers of an entry must agree; names are unique and plain. What archives of today need not have (zip64, comments,
 * encryption, other methods) is refused.
 */
final class ZipLayout {
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int ZIP64_LOCATOR = 0x07064b50;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int LOCAL_SIZE = 30;
    private static final int CENTRAL_SIZE = 46;
    private static final int END_SIZE = 22;
    private static final int ZIP64_LOCATOR_SIZE = 20;
    private static final int DESCRIPTOR_SIZE = 16;
    private static final int HAS_DESCRIPTOR = 1 << 3;
    private static final int UTF_8 = 1 << 11;
    /** Compression level, descriptor, UTF-8. */
    private static final int KNOWN_FLAGS = 0b110 | HAS_DESCRIPTOR | UTF_8;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    /** Jar mark, times and owners: none of them changes what a reader sees. */
    private static final Set<Integer> HARMLESS_EXTRA = Set.of(0xCAFE, 0x5455, 0x000A, 0x5855, 0x7875);
    private static final int DOS_VERSION = 20;
    private static final long MAX_UNPACKED = 256L << 20;
    private static final int MAX_READ = 8 << 20;
    private static final int PIECE = 8_192;
    private static final byte[] ARCHIVE = { 'P', 'K', 3, 4 };
    private static final byte[] PROGRAM = { 0x7F, 'E', 'L', 'F' };

    private final ByteBuffer bytes;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> archives = new HashSet<>();
    private final Set<String> programs = new HashSet<>();

    /** Where an entry's data lies. A name that ends with a slash is a folder and empty. */
    record Entry(String name, int method, int flags, int crc, int packed, int size, int data) {
        boolean isFolder() {
            return name.endsWith("/");
        }
    }

    private ZipLayout(byte[] jar) {
        bytes = ByteBuffer.wrap(jar).order(ByteOrder.LITTLE_ENDIAN);
    }

    static ZipLayout of(byte[] jar) throws Refusal {
        ZipLayout layout = new ZipLayout(jar);
        try {
            layout.read();
        } catch (IndexOutOfBoundsException beyond) {
            throw ambiguous("a header points beyond the file");
        }
        return layout;
    }

    Collection<Entry> entries() {
        return entries.values();
    }

    List<Entry> files() {
        return entries.values().stream().filter(entry -> !entry.isFolder()).toList();
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    private void read() throws Refusal {
        int end = bytes.limit() - END_SIZE;
        if (end < 0 || bytes.getInt(end) != END || u16(end + 20) != 0) {
            throw new Refusal(RefusalCode.NOT_A_JAR,
                    "The file does not end as a jar does: it is cut short, has something appended or is no jar");
        }
        int count = u16(end + 10);
        int directory = bytes.getInt(end + 16);
        boolean oneDisk = bytes.getInt(end + 4) == 0 && u16(end + 8) == count && count != 0xFFFF;
        boolean fits = directory >= 0 && bytes.getInt(end + 12) == end - directory;
        boolean large = end >= ZIP64_LOCATOR_SIZE && bytes.getInt(end - ZIP64_LOCATOR_SIZE) == ZIP64_LOCATOR;
        if (!oneDisk || !fits || large) {
            throw ambiguous("its end record does not describe the whole file");
        }
        int central = directory;
        int local = 0;
        for (int i = 0; i < count; i++) {
            Entry entry = header(central, local, end);
            local = entry.data + entry.packed + descriptor(entry);
            central += CENTRAL_SIZE + u16(central + 28) + u16(central + 30);
            add(entry);
        }
        if (local != directory || central != end) {
            throw ambiguous("it holds data that belongs to no entry");
        }
        unpackAll();
    }

    private Entry header(int central, int local, int end) throws Refusal {
        int flags = u16(central + 8);
        int method = u16(central + 10);
        boolean plain = bytes.getInt(central) == CENTRAL && central < end && u16(central + 6) <= DOS_VERSION
                && (flags & ~KNOWN_FLAGS) == 0 && u16(central + 32) == 0 && u16(central + 34) == 0
                && bytes.getInt(central + 42) == local
                && (method == DEFLATED || method == STORED && (flags & HAS_DESCRIPTOR) == 0);
        if (!plain) {
            throw ambiguous("its directory uses what a plugin needs not, or does not list the entries in their order");
        }
        int nameLength = u16(central + 28);
        int data = local + LOCAL_SIZE + u16(local + 26) + u16(local + 28);
        Entry entry = new Entry(name(central + CENTRAL_SIZE, nameLength, flags), method, flags,
                bytes.getInt(central + 16), bytes.getInt(central + 20), bytes.getInt(central + 24), data);
        boolean sameName = bytes.getInt(local) == LOCAL && u16(local + 26) == nameLength
                && bytes.slice(local + LOCAL_SIZE, nameLength).equals(bytes.slice(central + CENTRAL_SIZE, nameLength));
        boolean same = sameName && u16(local + 4) <= DOS_VERSION && u16(local + 6) == flags && u16(local + 8) == method
                && agrees(local + 14, entry.crc, flags) && agrees(local + 18, entry.packed, flags)
                && agrees(local + 22, entry.size, flags);
        if (!same) {
            throw ambiguous("the two headers of " + entry.name + " differ");
        }
        if (entry.packed < 0 || entry.size < 0 || entry.isFolder() && entry.size != 0
                || method == STORED && entry.size != entry.packed) {
            throw ambiguous("the size of " + entry.name + " cannot be");
        }
        extra(local + LOCAL_SIZE + nameLength, u16(local + 28), entry.name);
        extra(central + CENTRAL_SIZE + nameLength, u16(central + 30), entry.name);
        return entry;
    }

    /** Where a descriptor follows, the local header may leave the value out. */
    private boolean agrees(int at, int value, int flags) {
        int told = bytes.getInt(at);
        return told == value || told == 0 && (flags & HAS_DESCRIPTOR) != 0;
    }

    private int descriptor(Entry entry) throws Refusal {
        if ((entry.flags & HAS_DESCRIPTOR) == 0) {
            return 0;
        }
        int at = entry.data + entry.packed;
        if (bytes.getInt(at) != DESCRIPTOR || bytes.getInt(at + 4) != entry.crc || bytes.getInt(at + 8) != entry.packed
                || bytes.getInt(at + 12) != entry.size) {
            throw ambiguous("what follows " + entry.name + " does not describe it");
        }
        return DESCRIPTOR_SIZE;
    }

    private void extra(int from, int length, String name) throws Refusal {
        int at = from;
        while (at + 4 <= from + length && HARMLESS_EXTRA.contains(u16(at))) {
            at += 4 + u16(at + 2);
        }
        if (at != from + length) {
            throw ambiguous("the header of " + name + " has an extra field that a plugin needs not");
        }
    }

    private String name(int from, int length, int flags) throws Refusal {
        try {
            String name = StandardCharsets.UTF_8.newDecoder().decode(bytes.slice(from, length)).toString();
            boolean encoded = (flags & UTF_8) != 0 || name.length() == length;
            boolean clean = name.chars().noneMatch(c -> c < ' ' || c == 0x7F || c == '\\' || c == 0xFFFD);
            boolean relative = !name.isEmpty() && !name.startsWith("/") && Arrays.stream(name.split("/", 0))
                    .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals("..")) && !name.endsWith("//");
            if (encoded && clean && relative) {
                return name;
            }
        } catch (CharacterCodingException unreadable) {
            // The same refusal as for any other name that readers may take differently.
        }
        throw ambiguous("the name of an entry can be read in two ways");
    }

    private void add(Entry entry) throws Refusal {
        if (entries.put(entry.name, entry) != null) {
            throw ambiguous("it has two entries " + entry.name);
        }
    }

    private void unpackAll() throws Refusal {
        Set<String> signed = new HashSet<>();
        long total = 0;
        for (Entry entry : entries.values()) {
            // Java looks for names in META-INF without regard to case, other readers with it.
            if (entry.name.regionMatches(true, 0, "META-INF/", 0, 9) && !signed.add(entry.name.toUpperCase(Locale.ROOT))
                    || has(entry.name + "/")) {
                throw ambiguous("it has two entries " + entry.name);
            }
            total += entry.size;
            if (total > MAX_UNPACKED) {
                throw new Refusal(RefusalCode.TOO_LARGE, "The jar unpacks to more than " + (MAX_UNPACKED >> 20) + " MiB");
            }
            byte[] head = unpack(entry, ARCHIVE.length);
            if (Arrays.equals(head, ARCHIVE)) {
                archives.add(entry.name);
            } else if (Arrays.equals(head, PROGRAM)) {
                programs.add(entry.name);
            }
        }
    }

    boolean isArchive(String name) {
        return archives.contains(name);
    }

    /** A program or library of Linux, under whatever name. */
    boolean isProgram(String name) {
        return programs.contains(name);
    }

    /** What a small file unpacks to. */
    byte[] content(String name) throws Refusal {
        Entry entry = entries.get(name);
        if (entry.size > MAX_READ) {
            throw new Refusal(RefusalCode.TOO_LARGE, name + " is larger than " + (MAX_READ >> 20) + " MiB");
        }
        return unpack(entry, entry.size);
    }

    /** Unpacks in pieces, so that a size that is a lie takes no memory; the packed data must be used up exactly. */
    private byte[] unpack(Entry entry, int keep) throws Refusal {
        byte[] kept = new byte[Math.min(keep, entry.size)];
        CRC32 sum = new CRC32();
        if (entry.method == STORED) {
            sum.update(bytes.array(), entry.data, entry.size);
            System.arraycopy(bytes.array(), entry.data, kept, 0, kept.length);
        } else {
            inflate(entry, kept, sum);
        }
        if ((int) sum.getValue() != entry.crc) {
            throw new Refusal(RefusalCode.TAMPERED, "The checksum of " + entry.name + " does not fit its content");
        }
        return kept;
    }

    private void inflate(Entry entry, byte[] kept, CRC32 sum) throws Refusal {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes.array(), entry.data, entry.packed);
            byte[] piece = new byte[PIECE];
            int done = 0;
            int got = inflater.inflate(piece);
            while (got > 0 && done + got <= entry.size) {
                sum.update(piece, 0, got);
                System.arraycopy(piece, 0, kept, Math.min(done, kept.length), Math.clamp(kept.length - done, 0, got));
                done += got;
                got = inflater.inflate(piece);
            }
            if (got == 0 && done == entry.size && inflater.finished() && inflater.getBytesRead() == entry.packed) {
                return;
            }
        } catch (DataFormatException damaged) {
            // The same refusal as for data that is too short or too long.
        } finally {
            inflater.end();
        }
        throw new Refusal(RefusalCode.TAMPERED, "The packed data of " + entry.name + " is damaged");
    }

    private int u16(int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private static Refusal ambiguous(String why) {
        return new Refusal(RefusalCode.AMBIGUOUS_JAR, "The jar can be read in two ways: " + why);
    }
}
