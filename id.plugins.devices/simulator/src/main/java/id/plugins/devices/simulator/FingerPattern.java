package id.plugins.devices.simulator;

/** The classes of ridge patterns, drawn with about the frequencies that they have in people. */
enum FingerPattern {
    LEFT_LOOP, RIGHT_LOOP, WHORL, DOUBLE_LOOP, ARCH, TENTED_ARCH;

    /**
     * Draws a class for a finger. Loops open towards the little finger nine times of ten: to the right on the print of
     * a right hand, to the left on that of a left one.
     *
     * @param isoPosition
     *            1 (right thumb) to 10 (left little finger)
     */
    static FingerPattern draw(SeededStream random, int isoPosition) {
        boolean thumb = isoPosition == 1 || isoPosition == 6;
        double whorls = thumb ? 0.32 : 0.22;
        double pick = random.unit();
        boolean towardsLittleFinger = random.chance(0.92);
        if (pick < whorls) {
            return WHORL;
        }
        if (pick < whorls + 0.06) {
            return DOUBLE_LOOP;
        }
        if (pick < whorls + 0.10) {
            return ARCH;
        }
        if (pick < whorls + 0.13) {
            return TENTED_ARCH;
        }
        boolean rightHand = isoPosition <= 5;
        return rightHand == towardsLittleFinger ? RIGHT_LOOP : LEFT_LOOP;
    }
}
