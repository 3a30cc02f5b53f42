/** Judges a plugin's jar before the framework sees a byte of it. Runs no code of the jar. */
package id.core.plugins.gate;
