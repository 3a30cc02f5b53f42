package com.example.vendor;

import id.api.matching.AbisEngine;
import id.api.matching.Encounter;
import id.api.matching.Enrolled;
import id.api.matching.GallerySource;
import id.api.matching.GalleryStatus;
import id.api.matching.Probe;
import id.api.matching.SearchLimits;
import id.api.matching.SearchOutcome;
import id.api.matching.Withdrawn;
import id.api.value.EncounterId;
import id.api.value.GalleryId;
import id.plugins.abis.sourceafis.SourceAfisEngine;
import java.util.Map;
import org.osgi.util.promise.Promise;

/** A 1:N engine with its gallery in memory and threads of its own: SourceAFIS in a vendor's jar. */
public final class VendorEngine implements AbisEngine {
    private final Life life;
    private final SourceAfisEngine engine;

    public VendorEngine(Map<String, Object> properties, SourceAfisEngine.Config config, GallerySource source) {
        life = new Life(properties);
        engine = new SourceAfisEngine(config, source);
    }

    void start() {
        life.begin();
    }

    /** The engine's own end is not public: its threads are daemons that the stop below ends. */
    void stop() throws ReflectiveOperationException {
        life.end();
        java.lang.reflect.Method stop = SourceAfisEngine.class.getDeclaredMethod("stop");
        stop.setAccessible(true);
        stop.invoke(engine);
    }

    @Override
    public Promise<Enrolled> enroll(GalleryId gallery, Encounter encounter) {
        return life.enter().until(engine.enroll(gallery, encounter));
    }

    @Override
    public Promise<SearchOutcome> identify(GalleryId gallery, Probe probe, SearchLimits limits) {
        return life.enter().until(engine.identify(gallery, probe, limits));
    }

    @Override
    public Promise<Withdrawn> withdraw(GalleryId gallery, EncounterId encounter) {
        return life.enter().until(engine.withdraw(gallery, encounter));
    }

    @Override
    public GalleryStatus status(GalleryId gallery) {
        try (Life.Call call = life.enter()) {
            return engine.status(gallery);
        }
    }

    @Override
    public String toString() {
        return life.version();
    }
}
