package com.example.vendor;

import id.api.storage.ObjectStore;
import id.plugins.storage.objects.folder.FolderObjectStore;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Objects in a folder that both versions share. */
public final class VendorStore implements ObjectStore {
    private final Life life;
    private final FolderObjectStore store;

    public VendorStore(Map<String, Object> properties) {
        life = new Life(properties);
        store = new FolderObjectStore(Path.of((String) properties.get("folder")));
    }

    void start() {
        life.begin();
    }

    void stop() {
        life.end();
    }

    @Override
    public String put(String key, InputStream content) {
        try (Life.Call call = life.enter()) {
            return store.put(key, content);
        }
    }

    @Override
    public Optional<InputStream> open(String key) {
        try (Life.Call call = life.enter()) {
            return store.open(key);
        }
    }

    @Override
    public boolean delete(String key) {
        try (Life.Call call = life.enter()) {
            return store.delete(key);
        }
    }

    @Override
    public String toString() {
        return life.version();
    }
}
