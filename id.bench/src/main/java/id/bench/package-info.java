/** Measurements on this machine. */
package id.bench;
