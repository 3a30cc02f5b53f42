/** Administration interface. */
package id.core.http.admin;
