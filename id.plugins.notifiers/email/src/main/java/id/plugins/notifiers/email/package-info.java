/** Messages by e-mail: over SMTP, or as files in a folder. */
package id.plugins.notifiers.email;
