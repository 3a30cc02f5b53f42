package id.plugins.devices.simulator;

/**
 * One finger of one simulated person: all that its captures have in common. Immutable; cheap to make (tens of
 * microseconds), so nobody needs to keep it.
 */
record MasterFinger(long seed, int isoPosition, FingerPattern pattern, OrientationField field, RidgeSpacing spacing,
        Minutiae minutiae) {

    private static final long SHAPE = 1;
    private static final long DETAIL = 2;

    /**
     * @param seed
     *            the person
     * @param isoPosition
     *            the finger, 0 (unknown) or 1 to 10
     */
    static MasterFinger of(long seed, int isoPosition) {
        SeededStream shape = SeededStream.of(seed, isoPosition, SHAPE);
        FingerPattern pattern = FingerPattern.draw(shape, isoPosition);
        OrientationField field = OrientationField.draw(pattern, shape);
        RidgeSpacing spacing = RidgeSpacing.draw(shape, isoPosition);
        Minutiae minutiae = MinutiaeLayout.draw(field, spacing, SeededStream.of(seed, isoPosition, DETAIL));
        return new MasterFinger(seed, isoPosition, pattern, field, spacing, minutiae);
    }
}
