/** A capture device whose captures are files that somebody puts into a folder. */
package id.plugins.devices.file;
