/** Reads registration packets of MOSIP: opened, checked against every hash and signature, and as enrollments of ours. */
package id.importers.mosip;
