/** Fingerprint matcher and gallery over SourceAFIS. */
package id.plugins.abis.sourceafis;
