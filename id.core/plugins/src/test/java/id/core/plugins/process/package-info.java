/** Real processes, started from the class path of the tests. */
package id.core.plugins.process;
