/** The process of one plugin: a small framework with the plugin in it, and the serving end of the line to the core. */
package id.worker;
