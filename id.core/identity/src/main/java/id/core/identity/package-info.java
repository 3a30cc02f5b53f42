/** UIN, VID, aliases and the life cycle of an identity. */
package id.core.identity;
