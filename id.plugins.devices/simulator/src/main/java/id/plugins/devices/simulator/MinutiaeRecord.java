package id.plugins.devices.simulator;

/**
 * Writes the minutiae of a capture as an ISO/IEC 19794-2:2005 record with one view, as an extractor would have found
 * them in the drawn image: those outside the area of contact are absent, some are missed, some are not real, places and
 * directions waver. Nothing is drawn.
 */
final class MinutiaeRecord {
    private static final long EXTRACTION = 6;
    private static final double MISSED = 0.06;
    private static final double TYPE_MISTAKEN = 0.06;
    private static final double INVENTED = 0.05;
    private static final double PLACE_ERROR = 1.1;
    private static final double DIRECTION_ERROR = 0.05;
    private static final int HEADER = 28;
    private static final int MOST = 255;

    private final Impression impression;
    private final SeededStream random;
    private final byte[] bytes;
    private final double[] place = new double[5];
    private int found;

    private MinutiaeRecord(Impression impression, SeededStream random, int capacity) {
        this.impression = impression;
        this.random = random;
        bytes = new byte[HEADER + 6 * capacity + 2];
    }

    /** The record of a capture of a finger. */
    static byte[] of(MasterFinger finger, int number) {
        Minutiae minutiae = finger.minutiae();
        SeededStream random = SeededStream.of(finger.seed(), finger.isoPosition(), EXTRACTION, number);
        MinutiaeRecord record = new MinutiaeRecord(Impression.of(finger, number), random, MOST);
        record.extract(minutiae);
        return record.finish(finger.isoPosition());
    }

    private void extract(Minutiae minutiae) {
        for (int i = 0; i < minutiae.count() && found < MOST; i++) {
            boolean missed = random.chance(MISSED);
            boolean ending = minutiae.ending()[i] != random.chance(TYPE_MISTAKEN);
            double errorX = PLACE_ERROR * random.bell();
            double errorY = PLACE_ERROR * random.bell();
            double turn = DIRECTION_ERROR * random.bell();
            boolean invented = random.chance(INVENTED);
            impression.toImage(minutiae.x()[i], minutiae.y()[i], minutiae.alongX()[i], minutiae.alongY()[i], place);
            if (!missed && place[4] > 0.08) {
                write(place[0] + errorX, place[1] + errorY, place[2] - turn * place[3], place[3] + turn * place[2],
                        ending, (int) (60 + 35 * Math.min(1, place[4])));
            }
            if (invented && found < MOST) {
                invent();
            }
        }
    }

    private void invent() {
        double x = random.between(0, Impression.WIDTH);
        double y = random.between(0, Impression.HEIGHT);
        double alongX = random.within(1);
        double alongY = random.within(1);
        boolean ending = random.chance(0.6);
        if (impression.coverage(x, y) > 0.08) {
            write(x, y, alongX, alongY, ending, 35);
        }
    }

    private void write(double x, double y, double alongX, double alongY, boolean ending, int quality) {
        int column = (int) Math.floor(x + 0.5);
        int row = (int) Math.floor(y + 0.5);
        if (column < 0 || row < 0 || column >= Impression.WIDTH || row >= Impression.HEIGHT) {
            return;
        }
        // Counter-clockwise from the x axis as the image is seen; y runs down in the image.
        double angle = StrictMath.atan2(-alongY, alongX);
        int units = (int) Math.floor(angle * (128 / Math.PI) + 0.5) & 0xff;
        int at = HEADER + 6 * found++;
        bytes[at] = (byte) ((ending ? 0x40 : 0x80) | column >> 8);
        bytes[at + 1] = (byte) column;
        bytes[at + 2] = (byte) (row >> 8);
        bytes[at + 3] = (byte) row;
        bytes[at + 4] = (byte) units;
        bytes[at + 5] = (byte) quality;
    }

    private byte[] finish(int isoPosition) {
        int length = HEADER + 6 * found + 2;
        byte[] record = new byte[length];
        System.arraycopy(bytes, 0, record, 0, length);
        byte[] head = { 'F', 'M', 'R', 0, ' ', '2', '0', 0 };
        System.arraycopy(head, 0, record, 0, head.length);
        put(record, 8, 4, length);
        put(record, 14, 2, Impression.WIDTH);
        put(record, 16, 2, Impression.HEIGHT);
        // 500 dpi in pixels a centimetre.
        put(record, 18, 2, 197);
        put(record, 20, 2, 197);
        record[22] = 1;
        record[24] = (byte) isoPosition;
        record[26] = (byte) impression.quality();
        record[27] = (byte) found;
        return record;
    }

    private static void put(byte[] record, int at, int size, int value) {
        for (int i = 0; i < size; i++) {
            record[at + i] = (byte) (value >> 8 * (size - 1 - i));
        }
    }
}
