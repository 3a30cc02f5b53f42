/**
 * Measurements of an assembled system, from inside. Never part of a system that serves: started by {@code idem bench}
 * alone.
 */
package id.bench;
