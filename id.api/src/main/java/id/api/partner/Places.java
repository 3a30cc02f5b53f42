package id.api.partner;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.CentreId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where the roles of an account hold.
 *
 * @param everywhere
 *            at all places, and for what belongs to none; then the sets are empty
 * @param centres
 *            at these centres
 * @param regions
 *            at all centres of these regions, by name
 */
public record Places(boolean everywhere, Set<CentreId> centres, Set<String> regions) {
    /** No limit. */
    public static final Places EVERYWHERE = new Places(true, Set.of(), Set.of());

    private static final String CENTRE = "centre:";
    private static final String REGION = "region:";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,31}";
    private static final int MOST = 1_000;

    public Places {
        centres = Set.copyOf(centres);
        regions = Set.copyOf(regions);
        if (everywhere == !(centres.isEmpty() && regions.isEmpty()) || centres.size() + regions.size() > MOST
                || !regions.stream().allMatch(name -> name.matches(NAME))) {
            throw wrong();
        }
    }

    /**
     * Places by their texts: {@code centre:ID} and {@code region:NAME}; none of them means everywhere.
     *
     * @throws IdentityException
     *             INVALID_VALUE
     */
    public static Places of(Collection<String> texts) {
        if (texts.isEmpty()) {
            return EVERYWHERE;
        }
        if (!texts.stream().allMatch(text -> text != null && text.matches("(centre|region):" + NAME))) {
            throw wrong();
        }
        return new Places(false,
                texts.stream().filter(text -> text.startsWith(CENTRE))
                        .map(text -> new CentreId(text.substring(CENTRE.length()))).collect(Collectors.toSet()),
                texts.stream().filter(text -> text.startsWith(REGION)).map(text -> text.substring(REGION.length()))
                        .collect(Collectors.toSet()));
    }

    /** The texts of {@link #of}, in order. */
    public Set<String> texts() {
        Set<String> texts = new TreeSet<>();
        centres.forEach(centre -> texts.add(CENTRE + centre.value()));
        regions.forEach(region -> texts.add(REGION + region));
        return texts;
    }

    /**
     * Whether a place is among them.
     *
     * @param centre
     *            the centre; empty where there is none
     * @param region
     *            the region that it lies in, when known
     */
    public boolean cover(Optional<CentreId> centre, Optional<String> region) {
        return everywhere || centre.isPresent()
                && (centres.contains(centre.get()) || region.isPresent() && regions.contains(region.get()));
    }

    private static IdentityException wrong() {
        return new IdentityException(GeneralError.INVALID_VALUE, "places",
                "Places are at most " + MOST + " of the form centre:ID or region:NAME; none of them means everywhere");
    }
}
