/** The borders within the process: which packages, services and bundles a plugin that came through the gate has to do with. */
package id.core.plugins.isolation;
