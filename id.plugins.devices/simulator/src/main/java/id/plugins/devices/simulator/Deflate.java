package id.plugins.devices.simulator;

import java.util.Arrays;
import java.util.zip.Adler32;

/**
 * A small compressor in the format of RFC 1950 and 1951: runs of one byte are shortened, the rest is Huffman coded.
 * Noise does not compress better by searching for repetitions, and one fixed algorithm gives the same bytes everywhere.
 */
final class Deflate {
    private static final int END = 256;
    private static final int SYMBOLS = 286;
    private static final int LONGEST_CODE = 15;
    private static final int LONGEST_RUN = 258;
    private static final int SHORTEST_RUN = 4;

    private byte[] out;
    private int size;
    private long bits;
    private int bitCount;

    private Deflate(int capacity) {
        out = new byte[capacity];
    }

    /** The zlib stream of the data. */
    static byte[] zlib(byte[] data) {
        Deflate deflate = new Deflate(data.length / 2 + 1024);
        deflate.bits(0x78, 8);
        deflate.bits(0x01, 8);
        deflate.block(data);
        deflate.flush();
        Adler32 sum = new Adler32();
        sum.update(data);
        for (int shift = 24; shift >= 0; shift -= 8) {
            deflate.bits((int) (sum.getValue() >> shift) & 0xff, 8);
        }
        deflate.flush();
        return Arrays.copyOf(deflate.out, deflate.size);
    }

    private void block(byte[] data) {
        int[] frequency = new int[SYMBOLS];
        for (int i = 0; i < data.length;) {
            int run = run(data, i);
            if (run > 0) {
                frequency[data[i] & 0xff]++;
                frequency[lengthSymbol(run - 1)]++;
                i += run;
            } else {
                frequency[data[i++] & 0xff]++;
            }
        }
        frequency[END] = 1;
        // A code needs two symbols, also where there is nothing to pack.
        frequency[0] = Math.max(1, frequency[0]);
        int[] lengths = codeLengths(frequency);
        int[] codes = codes(lengths);
        header(lengths);
        for (int i = 0; i < data.length;) {
            int symbol = data[i] & 0xff;
            bits(codes[symbol], lengths[symbol]);
            int run = run(data, i);
            if (run > 0) {
                repeat(run - 1, codes, lengths);
                i += run;
            } else {
                i++;
            }
        }
        bits(codes[END], lengths[END]);
    }

    /** How often the byte at a place follows itself, counted with it; 0 when not worth a repetition. */
    private static int run(byte[] data, int from) {
        int end = Math.min(data.length, from + LONGEST_RUN + 1);
        int i = from + 1;
        while (i < end && data[i] == data[from]) {
            i++;
        }
        return i - from >= SHORTEST_RUN ? i - from : 0;
    }

    /** Last block, dynamic codes; one distance (1); the code lengths themselves in plain 4-bit codes. */
    private void header(int[] lengths) {
        bits(1, 1);
        bits(2, 2);
        bits(SYMBOLS - 257, 5);
        bits(0, 5);
        bits(19 - 4, 4);
        int[] order = { 16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15 };
        for (int symbol : order) {
            bits(symbol > 15 ? 0 : 4, 3);
        }
        for (int length : lengths) {
            bits(reverse(length, 4), 4);
        }
        bits(reverse(1, 4), 4);
    }

    private void repeat(int length, int[] codes, int[] lengths) {
        int symbol = lengthSymbol(length);
        bits(codes[symbol], lengths[symbol]);
        int extra = extraBits(symbol);
        bits(length - base(symbol), extra);
        bits(0, 1);
    }

    private static int lengthSymbol(int length) {
        if (length == LONGEST_RUN) {
            return 285;
        }
        if (length < 11) {
            return 254 + length;
        }
        int extra = 29 - Integer.numberOfLeadingZeros(length - 3);
        return 257 + 4 * extra + (length - 3 >> extra);
    }

    private static int extraBits(int symbol) {
        return symbol < 265 || symbol == 285 ? 0 : (symbol - 261) / 4;
    }

    private static int base(int symbol) {
        if (symbol == 285) {
            return LONGEST_RUN;
        }
        int extra = extraBits(symbol);
        return extra == 0 ? symbol - 254 : (4 + (symbol - 261) % 4 << extra) + 3;
    }

    /** Huffman code lengths; when one is too long, the frequencies are evened out and all is done again. */
    private static int[] codeLengths(int[] frequency) {
        int[] weights = frequency.clone();
        while (true) {
            int[] lengths = huffman(weights);
            if (Arrays.stream(lengths).max().orElse(0) <= LONGEST_CODE) {
                return lengths;
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] = weights[i] == 0 ? 0 : (weights[i] + 3) / 4;
            }
        }
    }

    private static int[] huffman(int[] weights) {
        int[] parent = new int[2 * SYMBOLS];
        long[] weight = new long[2 * SYMBOLS];
        boolean[] open = new boolean[2 * SYMBOLS];
        int nodes = SYMBOLS;
        for (int i = 0; i < SYMBOLS; i++) {
            weight[i] = weights[i];
            open[i] = weights[i] > 0;
        }
        while (true) {
            int first = lightest(open, weight, nodes);
            open[first] = false;
            int second = lightest(open, weight, nodes);
            if (second < 0) {
                break;
            }
            open[second] = false;
            weight[nodes] = weight[first] + weight[second];
            open[nodes] = true;
            parent[first] = nodes;
            parent[second] = nodes++;
        }
        int[] lengths = new int[SYMBOLS];
        for (int i = 0; i < SYMBOLS; i++) {
            for (int node = i; weights[i] > 0 && parent[node] > 0; node = parent[node]) {
                lengths[i]++;
            }
        }
        return lengths;
    }

    private static int lightest(boolean[] open, long[] weight, int nodes) {
        int best = -1;
        for (int i = 0; i < nodes; i++) {
            if (open[i] && (best < 0 || weight[i] < weight[best])) {
                best = i;
            }
        }
        return best;
    }

    private static int[] codes(int[] lengths) {
        int[] next = new int[LONGEST_CODE + 2];
        for (int length : lengths) {
            next[length + 1] += length > 0 ? 1 : 0;
        }
        for (int length = 1, code = 0; length <= LONGEST_CODE; length++) {
            code = code + next[length] << 1;
            next[length] = code;
        }
        int[] codes = new int[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            codes[i] = lengths[i] == 0 ? 0 : reverse(next[lengths[i]]++, lengths[i]);
        }
        return codes;
    }

    private static int reverse(int code, int length) {
        return Integer.reverse(code) >>> 31 - length >>> 1;
    }

    private void bits(int value, int count) {
        bits |= (long) value << bitCount;
        bitCount += count;
        while (bitCount >= 8) {
            if (size == out.length) {
                out = Arrays.copyOf(out, 2 * out.length);
            }
            out[size++] = (byte) bits;
            bits >>>= 8;
            bitCount -= 8;
        }
    }

    private void flush() {
        if (bitCount > 0) {
            bits(0, 8 - bitCount);
        }
    }
}
