/** Capture device that reads image files. */
package id.plugins.devices.file;
