/** Bridge from the OSGi log service to the log file. */
package id.core.logging;
