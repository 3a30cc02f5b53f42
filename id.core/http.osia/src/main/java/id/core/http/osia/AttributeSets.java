package id.core.http.osia;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Named sets of attributes, from settings such as {@code DEFAULT_SET_01=name,dateOfBirth}. */
final class AttributeSets {
    private final Map<String, Set<String>> sets = new LinkedHashMap<>();

    AttributeSets(String... settings) {
        for (String setting : settings) {
            if (!setting.matches("[A-Z][A-Z0-9_]{0,63}=[A-Za-z0-9_]+(,[A-Za-z0-9_]+)*")) {
                throw new IdentityException(GeneralError.INVALID_VALUE, "attributeSets",
                        "Each entry of attributeSets is NAME=attribute,attribute");
            }
            int equals = setting.indexOf('=');
            sets.put(setting.substring(0, equals),
                    new LinkedHashSet<>(List.of(setting.substring(equals + 1).split(","))));
        }
    }

    Optional<Set<String>> find(String name) {
        return Optional.ofNullable(sets.get(name));
    }
}
