package id.launcher;

/** One setting that is unsafe in service: its key, what is wrong, the mend. */
record Finding(String setting, String problem, String mend) {
    String line() {
        return "  " + setting + ": " + problem + ". To mend it: " + mend;
    }
}
