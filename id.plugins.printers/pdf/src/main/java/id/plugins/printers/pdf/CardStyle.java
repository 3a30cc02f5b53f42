package id.plugins.printers.pdf;

import java.awt.Color;

/** The words and the colour that all cards share. */
record CardStyle(String title, String numberLabel, String issuedLabel, String expiresLabel, String notice,
        Color color) {

    private static final int WHITE = 255;

    /** The card's colour mixed with white; 0 is white, 1 the colour itself. */
    Color tint(double strength) {
        return new Color(mix(color.getRed(), strength), mix(color.getGreen(), strength),
                mix(color.getBlue(), strength));
    }

    private static int mix(int value, double strength) {
        return (int) Math.round(WHITE + (value - WHITE) * strength);
    }
}
