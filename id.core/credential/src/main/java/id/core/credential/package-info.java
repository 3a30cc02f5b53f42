/** Credential formats, issue, status and print routing. */
package id.core.credential;
