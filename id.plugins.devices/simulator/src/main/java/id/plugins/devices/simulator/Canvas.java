package id.plugins.devices.simulator;

/** A picture that is painted shape over shape with smooth edges. One thread at a time. */
final class Canvas {
    private final int width;
    private final int height;
    private final float[] samples;

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        samples = new float[3 * width * height];
    }

    /** The outline of a shape: distance to it in pixels, negative inside. May be rough away from the edge. */
    @FunctionalInterface
    interface Outline {
        double distance(double x, double y);

        default Outline and(Outline other) {
            return (x, y) -> Math.max(distance(x, y), other.distance(x, y));
        }

        default Outline or(Outline other) {
            return (x, y) -> Math.min(distance(x, y), other.distance(x, y));
        }

        default Outline without(Outline other) {
            return (x, y) -> Math.max(distance(x, y), -other.distance(x, y));
        }
    }

    static Outline ellipse(double centerX, double centerY, double radiusX, double radiusY) {
        return (x, y) -> {
            double u = (x - centerX) / radiusX;
            double v = (y - centerY) / radiusY;
            double level = Math.sqrt(u * u + v * v);
            double slope = Math.sqrt(u * u / (radiusX * radiusX) + v * v / (radiusY * radiusY));
            return slope < 1e-9 ? -Math.min(radiusX, radiusY) : (level - 1) * level / slope;
        };
    }

    /** Everything below a height. */
    static Outline below(double level) {
        return (x, y) -> level - y;
    }

    /** A thick line, sagging in the middle like a parabola by the given height. */
    static Outline stroke(double fromX, double toX, double level, double sag, double thickness) {
        return (x, y) -> {
            double t = (x - fromX) / (toX - fromX);
            double inside = Math.max(0, Math.min(1, t));
            double dx = (t - inside) * (toX - fromX);
            double dy = y - level - 4 * sag * inside * (1 - inside);
            double taper = 0.55 + 1.8 * inside * (1 - inside);
            return Math.sqrt(dx * dx + dy * dy) - 0.5 * thickness * taper;
        };
    }

    /** Fills a shape. {@code softness} is the width of its edge in pixels, 1 for a crisp one. */
    void fill(Outline outline, int color, double opacity, double softness) {
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i += 3) {
                double share = opacity * Math.max(0, Math.min(1, 0.5 - outline.distance(x, y) / softness));
                if (share > 0) {
                    for (int channel = 0; channel < 3; channel++) {
                        int value = color >> 16 - 8 * channel & 0xff;
                        samples[i + channel] += (float) (share * (value - samples[i + channel]));
                    }
                }
            }
        }
    }

    void fill(Outline outline, int color) {
        fill(outline, color, 1, 1.2);
    }

    /** Red, green and blue of each pixel, rows from the top. */
    byte[] pixels() {
        byte[] pixels = new byte[samples.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (int) (samples[i] + 0.5f);
        }
        return pixels;
    }
}
