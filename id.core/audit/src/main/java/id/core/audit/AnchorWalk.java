package id.core.audit;

import id.api.audit.AuditCoverage;
import id.api.audit.AuditVerification.Broken;
import id.api.storage.AuditStore.AuditRow;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Walks along the chain with what was known of it outside, next to other evidence. For one walk, by one thread. */
final class AnchorWalk implements Evidence {
    private final Evidence other;
    private final Map<Long, List<Anchor>> anchors;
    private final int count;

    AnchorWalk(Evidence other, List<Anchor> anchors) {
        this.other = other;
        this.anchors = anchors.stream().collect(Collectors.groupingBy(anchor -> anchor.place().sequence()));
        this.count = anchors.size();
    }

    @Override
    public Optional<Broken> see(AuditRow row) {
        return anchors.getOrDefault(row.sequence(), List.of()).stream()
                .filter(anchor -> !anchor.place().hash().equals(row.hash())).findFirst()
                .map(anchor -> new Broken(row.sequence(), "The chain was written anew: the anchor of " + anchor.at()
                        + " holds another hash of this entry. What was recorded up to here by then is changed, removed or "
                        + "inserted"))
                .or(() -> other.see(row));
    }

    @Override
    public Optional<Broken> end(Place end) {
        return anchors.values().stream().flatMap(List::stream)
                .filter(anchor -> anchor.place().sequence() > end.sequence())
                .max(Comparator.comparingLong(anchor -> anchor.place().sequence()))
                .map(anchor -> new Broken(end.sequence() + 1, "The end was cut off: by the anchor of " + anchor.at()
                        + " the chain went to " + anchor.place().sequence()))
                .or(() -> other.end(end));
    }

    @Override
    public AuditCoverage coverage() {
        AuditCoverage without = other.coverage();
        return new AuditCoverage(without.checkpoints(), without.upTo(), without.signedAt(), count, without.unsigned(),
                without.twiceSince(), lacking(without));
    }

    private Optional<String> lacking(AuditCoverage without) {
        Optional<String> once = without.twiceSince().flatMap(since -> anchors.values().stream().flatMap(List::stream)
                .filter(anchor -> anchor.secondKeyId().isEmpty() && anchor.at().isAfter(since)).min(Comparator.comparing(Anchor::at))
                .map(anchor -> "The anchor of " + anchor.at() + " is signed by ES256 alone, though since " + since
                        + " the trail is signed by " + SecondSignature.ALGORITHM
                        + " as well: that was switched off then, or it was made by somebody who can break ES256"));
        return Stream.concat(without.lacking().stream(), once.stream()).reduce((first, second) -> first + ". " + second);
    }
}
