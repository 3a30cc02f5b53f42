package id.plugins.abis.sourceafis;

import com.machinezoo.sourceafis.FingerprintTemplate;
import com.machinezoo.sourceafis.engine.matcher.MatcherEngine;
import com.machinezoo.sourceafis.engine.matcher.Probe;
import com.machinezoo.sourceafis.engine.templates.SearchTemplate;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A finger that is compared with others: what SourceAFIS calls a {@code FingerprintMatcher}, with the same scores, over
 * an index that is faster to build. Immutable; safe for concurrent use.
 */
final class IndexedFinger {
    /** The library hands its search form out to nobody. */
    private static final VarHandle SEARCH_FORM = openForm();

    private final Probe probe;

    IndexedFinger(FingerprintTemplate template) {
        SearchTemplate form = searchForm(template);
        this.probe = new Probe(form, new EdgeIndex(form.minutiae));
    }

    /** The score on SourceAFIS's scale: 0 and up. */
    double match(FingerprintTemplate other) {
        return MatcherEngine.match(probe, searchForm(other));
    }

    static SearchTemplate searchForm(FingerprintTemplate template) {
        return (SearchTemplate) SEARCH_FORM.get(template);
    }

    private static VarHandle openForm() {
        try {
            return MethodHandles.privateLookupIn(FingerprintTemplate.class, MethodHandles.lookup())
                    .findVarHandle(FingerprintTemplate.class, "inner", SearchTemplate.class);
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException("This is another version of SourceAFIS than 3.18", otherVersion);
        }
    }
}
