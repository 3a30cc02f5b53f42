/** Simulated scanner and camera. */
package id.plugins.devices.simulator;
