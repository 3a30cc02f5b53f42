/** Messages by e-mail. */
package id.plugins.notifiers.email;
