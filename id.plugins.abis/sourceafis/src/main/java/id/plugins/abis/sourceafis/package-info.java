/** Fingerprint matcher and 1:N engine over SourceAFIS, with the decoders of the sample formats that it reads. */
package id.plugins.abis.sourceafis;
