/**
 * OSIA: Enrollment 1.3.0, UIN 1.2.0, and of Third Party 1.2.0 the verification and reading of attributes. The bodies
 * follow the published documents to the letter; what they forbid is refused.
 */
package id.core.http.osia;
