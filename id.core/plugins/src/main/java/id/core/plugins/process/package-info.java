/** Plugins in processes of their own: started, watched, restarted; reached through stand-ins as if they were here. */
package id.core.plugins.process;
