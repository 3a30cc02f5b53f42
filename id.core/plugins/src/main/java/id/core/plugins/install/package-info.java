/** Brings plugins in and out: the store of what the gate let in, the drop folders, upgrades. */
package id.core.plugins.install;
