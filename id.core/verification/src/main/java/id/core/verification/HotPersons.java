package id.core.verification;

import id.api.access.HotKind;
import id.api.access.Hotlist;
import id.api.identity.Identity;
import id.api.value.PersonIdentifier;
import id.api.value.Vid;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Asks the hotlist about the one who is named: a number that is hot keeps the person out by whatever they are named, a
 * virtual identifier only itself. Relying parties are told what they are told of an identity that is not active.
 */
@Component(service = HotPersons.class)
public final class HotPersons {
    private final Hotlist hotlist;

    @Activate
    public HotPersons(@Reference Hotlist hotlist) {
        this.hotlist = hotlist;
    }

    boolean isHot(PersonIdentifier named, Identity identity) {
        return hotlist.isHot(HotKind.UIN, identity.uin().value())
                || named instanceof Vid && hotlist.isHot(HotKind.VID, named.value());
    }
}
