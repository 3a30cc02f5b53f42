package id.api.value;

import java.util.Arrays;

/** Characters that nobody but their user may read: a password, a PIN. Copied in and out. */
public final class Secret {
    private final char[] characters;

    private Secret(char[] characters) {
        this.characters = characters;
    }

    /** A copy of {@code source}; the caller may wipe its own. */
    public static Secret of(char[] source) {
        return new Secret(source.clone());
    }

    /** A copy of the characters; the caller wipes it after use. */
    public char[] reveal() {
        return characters.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && Arrays.equals(characters, that.characters);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(characters);
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
