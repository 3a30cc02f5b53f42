/** Leases, time limits and status of every plugin. */
package id.core.plugins;
