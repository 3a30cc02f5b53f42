/** Starts a distribution. */
package id.launcher;
