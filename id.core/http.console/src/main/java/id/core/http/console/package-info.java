/**
 * What a browser finds: the start page with numbers and no names, the state of health, and the documents of the API.
 * Plain servlets, so that they answer while the core is still coming up.
 */
package id.core.http.console;
