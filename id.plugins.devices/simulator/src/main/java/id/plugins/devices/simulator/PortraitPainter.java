package id.plugins.devices.simulator;

import id.plugins.devices.simulator.Canvas.Outline;

/**
 * Draws a neutral portrait for a simulated person: a plain drawing, 35 x 45 mm at 300 dpi, that shows nobody. Each
 * person has a face, the same in every capture but for a small shift.
 */
final class PortraitPainter {
    static final int WIDTH = 413;
    static final int HEIGHT = 531;
    static final int DOTS_PER_INCH = 300;

    private static final long FACE = 7;
    private static final long POSE = 8;
    private static final int[] SKIN = { 0xf3d3bd, 0xe8bd9c, 0xd9a47c, 0xc18a62, 0xa26e4a, 0x845539, 0x65402c, 0x4c3022 };
    private static final int[] HAIR = { 0x1d1a1a, 0x2c2320, 0x3f2d23, 0x5a3d29, 0x7a5433, 0xa97f4b, 0x8d8a87, 0x6b2f1f };
    private static final int[] CLOTH = { 0x33485f, 0x5b6b4e, 0x7a4a4a, 0x51456b, 0x2f5d5a, 0x8a7348, 0x444a52, 0x9a5b3c };
    private static final int[] BACKDROP = { 0xdfe5ea, 0xe4e6e1, 0xe8e3de, 0xdde4e4 };

    private final Canvas canvas = new Canvas(WIDTH, HEIGHT);
    private final int skin;
    private final int hair;
    private final int cloth;
    private final int backdrop;
    private final int style;
    private final int collar;
    private final double headWidth;
    private final double headHeight;
    private final double jaw;
    private final double eyeGap;
    private final double mouth;
    private final double brow;
    private final boolean beard;
    private final double x;
    private final double y;

    private PortraitPainter(long seed, int capture) {
        SeededStream random = SeededStream.of(seed, FACE);
        int tone = random.below(SKIN.length);
        skin = SKIN[tone];
        hair = HAIR[random.below(tone > 3 ? 3 : HAIR.length)];
        cloth = CLOTH[random.below(CLOTH.length)];
        backdrop = BACKDROP[random.below(BACKDROP.length)];
        style = random.below(5);
        collar = random.below(3);
        headWidth = random.between(80, 93);
        headHeight = random.between(112, 124);
        jaw = random.between(0.72, 0.90);
        eyeGap = random.between(34, 40);
        mouth = random.between(24, 33);
        brow = random.between(4.5, 9);
        beard = style < 2 && random.chance(0.3);
        SeededStream pose = SeededStream.of(seed, POSE, capture);
        x = 0.5 * WIDTH + pose.within(5);
        y = 232 + pose.within(5);
    }

    /** Red, green and blue of each pixel. */
    static byte[] paint(long seed, int capture) {
        return new PortraitPainter(seed, capture).paint();
    }

    private byte[] paint() {
        canvas.fill(below(-10), backdrop);
        canvas.fill(Canvas.ellipse(0.5 * WIDTH, 210, 260, 300), 0xffffff, 0.35, 260);
        hairBehind();
        body();
        head();
        features();
        hairInFront();
        return canvas.pixels();
    }

    private void hairBehind() {
        switch (style) {
            case 2 -> canvas.fill(Canvas.ellipse(x, y + 40, headWidth + 30, headHeight + 62), shade(hair, 0.82));
            case 3 -> canvas.fill(Canvas.ellipse(x, y - headHeight - 18, 44, 38), shade(hair, 0.85));
            case 4 -> canvas.fill(Canvas.ellipse(x, y - 6, headWidth + 24, headHeight + 18), shade(hair, 0.85));
            default -> {
                // Short hair does not show behind the head.
            }
        }
    }

    private void body() {
        Outline shoulders = Canvas.ellipse(x, 560, 196, 158).or(Canvas.ellipse(x, 470, 120, 66));
        canvas.fill(shoulders, cloth);
        canvas.fill(Canvas.ellipse(x - 60, 600, 190, 170).and(shoulders), 0xffffff, 0.07, 60);
        canvas.fill(Canvas.ellipse(x, 412, 66, 34 + 10 * collar), shade(cloth, 0.78));
        Outline neck = Canvas.ellipse(x, 398, 50, 50).or(Canvas.box(x - 44, 300, x + 44, HEIGHT))
                .without(below(420 + 8 * collar));
        canvas.fill(neck.or(Canvas.ellipse(x, 410, 56, 26 + 9 * collar)), shade(skin, 0.93));
        canvas.fill(Canvas.ellipse(x, y + headHeight - 2, 54, 34).and(Canvas.ellipse(x, 395, 48, 70)), shade(skin, 0.70),
                0.55, 30);
    }

    private Outline face() {
        double chin = y + 0.42 * headHeight;
        return Canvas.ellipse(x, y - 0.12 * headHeight, headWidth, 0.86 * headHeight)
                .or(Canvas.ellipse(x, chin, jaw * headWidth, 0.60 * headHeight))
                .or(Canvas.ellipse(x, y + 0.12 * headHeight, 0.975 * headWidth, 0.72 * headHeight));
    }

    private void head() {
        for (int side = -1; side <= 1; side += 2) {
            canvas.fill(Canvas.ellipse(x + side * (headWidth + 2), y + 14, 13, 27), shade(skin, 0.92));
            canvas.fill(Canvas.ellipse(x + side * (headWidth + 4), y + 14, 6, 16), shade(skin, 0.75), 0.6, 5);
        }
        canvas.fill(face(), skin);
        canvas.fill(Canvas.ellipse(x + 42, y + 20, headWidth, headHeight).and(face()), shade(skin, 0.86), 0.25, 90);
        canvas.fill(Canvas.ellipse(x - 22, y - 40, 56, 50), 0xffffff, 0.12, 80);
        for (int side = -1; side <= 1; side += 2) {
            canvas.fill(Canvas.ellipse(x + side * 48, y + 42, 24, 17), 0xc8584a, 0.13, 26);
        }
    }

    private void features() {
        if (beard) {
            Outline chin = face().without(Canvas.ellipse(x, y - 4, headWidth * 0.84, 62));
            canvas.fill(chin.and(below(y + 22)), hair, 0.88, 6);
            canvas.fill(Canvas.stroke(x - 32, x + 32, y + 60, -9, 13), hair, 0.88, 3);
        }
        for (int side = -1; side <= 1; side += 2) {
            double ex = x + side * eyeGap;
            Outline eye = Canvas.ellipse(ex, y + 6, 17.5, 9.5);
            canvas.fill(Canvas.ellipse(ex, y + 1, 23, 14), shade(skin, 0.80), 0.35, 10);
            canvas.fill(eye, 0xf7f5f2);
            canvas.fill(Canvas.ellipse(ex, y + 5.5, 8.6, 8.6).and(eye), 0x4a3426);
            canvas.fill(Canvas.ellipse(ex, y + 5.5, 4.2, 4.2).and(eye), 0x120d0b);
            canvas.fill(Canvas.ellipse(ex - 3, y + 2.5, 2.2, 2.2), 0xffffff, 0.9, 1.2);
            canvas.fill(Canvas.stroke(ex - 19, ex + 19, y + 4, -8, 3.4), shade(hair, 0.6));
            canvas.fill(Canvas.stroke(ex - 22, ex + 22, y - 17, -5, brow), shade(hair, 0.85), 0.92, 2);
        }
        canvas.fill(Canvas.ellipse(x + 5, y + 22, 7, 26), shade(skin, 0.78), 0.30, 14);
        canvas.fill(Canvas.stroke(x - 14, x + 14, y + 46, 4, 4.4), shade(skin, 0.66), 0.75, 3);
        int lips = mix(skin, 0xa8403f, 0.45);
        canvas.fill(Canvas.stroke(x - mouth, x + mouth, y + 73, 5.5, 12), lips, 1, 1.6);
        canvas.fill(Canvas.stroke(x - mouth, x + mouth, y + 72, 2.5, 2.4), shade(lips, 0.6));
    }

    private void hairInFront() {
        double top = y - 0.12 * headHeight;
        Outline cap = Canvas.ellipse(x, top - 8, headWidth + 9, 0.86 * headHeight + 11);
        double part = style == 1 ? -6 : style == 4 ? 5 : 0;
        Outline forehead = Canvas.ellipse(x + part, y + 22, headWidth + 6 - 0.2 * Math.abs(part), headHeight * 0.80);
        Outline fringe = cap.without(forehead).without(below(y + 16));
        canvas.fill(fringe, hair);
        canvas.fill(Canvas.ellipse(x - 30, y - headHeight + 22, 60, 26).and(fringe), 0xffffff, 0.10, 30);
    }

    /** Everything below a height. */
    private static Outline below(double level) {
        return Canvas.box(-100, level, WIDTH + 100, HEIGHT + 100);
    }

    private static int shade(int color, double factor) {
        return mix(0, color, factor);
    }

    private static int mix(int from, int to, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double a = from >> shift & 0xff;
            double b = to >> shift & 0xff;
            mixed |= (int) (a + share * (b - a) + 0.5) << shift;
        }
        return mixed;
    }
}
