/** Enrollment pipeline: packets in, identities out. */
package id.core.enrollment;
