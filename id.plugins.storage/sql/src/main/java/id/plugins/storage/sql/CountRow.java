package id.plugins.storage.sql;

/** How many of what. */
record CountRow(String name, long amount) {}
