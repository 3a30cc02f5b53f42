package id.core.enrollment;

import id.api.access.HotKind;
import id.api.access.Hotlist;
import id.api.enrollment.EnrollmentPacket;

/** Packets of desks that are kept out. */
final class HotStations {
    private HotStations() {}

    static boolean isHot(Hotlist hotlist, EnrollmentPacket packet) {
        return packet.station().isPresent() && hotlist.isHot(HotKind.STATION, packet.station().get().value());
    }
}
