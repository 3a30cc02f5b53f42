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

    /** Distance of a point to an outline in pixels, negative inside; may be rough away from it. */
    @FunctionalInterface
    interface Distance {
        double to(double x, double y);
    }

    /** The outline of a shape, and a box that holds it. */
    record Outline(Distance distance, double left, double top, double right, double bottom) {

        Outline and(Outline other) {
            return new Outline((x, y) -> Math.max(distance.to(x, y), other.distance.to(x, y)),
                    Math.max(left, other.left), Math.max(top, other.top), Math.min(right, other.right),
                    Math.min(bottom, other.bottom));
        }

        Outline or(Outline other) {
            return new Outline((x, y) -> Math.min(distance.to(x, y), other.distance.to(x, y)),
                    Math.min(left, other.left), Math.min(top, other.top), Math.max(right, other.right),
                    Math.max(bottom, other.bottom));
        }

        Outline without(Outline other) {
            return new Outline((x, y) -> Math.max(distance.to(x, y), -other.distance.to(x, y)), left, top, right,
                    bottom);
        }
    }

    static Outline ellipse(double centerX, double centerY, double radiusX, double radiusY) {
        return new Outline((x, y) -> {
            double u = (x - centerX) / radiusX;
            double v = (y - centerY) / radiusY;
            double level = Math.sqrt(u * u + v * v);
            double slope = Math.sqrt(u * u / (radiusX * radiusX) + v * v / (radiusY * radiusY));
            return slope < 1e-9 ? -Math.min(radiusX, radiusY) : (level - 1) * level / slope;
        }, centerX - radiusX, centerY - radiusY, centerX + radiusX, centerY + radiusY);
    }

    static Outline box(double left, double top, double right, double bottom) {
        return new Outline((x, y) -> Math.max(Math.max(left - x, x - right), Math.max(top - y, y - bottom)), left, top,
                right, bottom);
    }

    /** A thick line, sagging in the middle like a parabola by the given height. */
    static Outline stroke(double fromX, double toX, double level, double sag, double thickness) {
        return new Outline((x, y) -> {
            double t = (x - fromX) / (toX - fromX);
            double inside = Math.max(0, Math.min(1, t));
            double dx = (t - inside) * (toX - fromX);
            double dy = y - level - 4 * sag * inside * (1 - inside);
            double taper = 0.55 + 1.8 * inside * (1 - inside);
            return Math.sqrt(dx * dx + dy * dy) - 0.5 * thickness * taper;
        }, fromX - thickness, level + Math.min(0, sag) - thickness, toX + thickness,
                level + Math.max(0, sag) + thickness);
    }

    /** Fills a shape. {@code softness} is the width of its edge in pixels, 1 for a crisp one. */
    void fill(Outline outline, int color, double opacity, double softness) {
        int left = (int) Math.max(0, outline.left - softness);
        int top = (int) Math.max(0, outline.top - softness);
        double right = Math.min(width - 1, outline.right + softness);
        double bottom = Math.min(height - 1, outline.bottom + softness);
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                int i = 3 * (y * width + x);
                double share = opacity * Math.max(0, Math.min(1, 0.5 - outline.distance.to(x, y) / softness));
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
