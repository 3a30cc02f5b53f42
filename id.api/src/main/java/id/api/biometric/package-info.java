/**
 * Biometrics in the words of ISO/IEC 2382-37 and 19794: modality, position, sample, template, quality and comparison
 * score. Values only, immutable and safe to share; whoever captures, compares or stores speaks them.
 */
@Export
@Version("1.1.0")
package id.api.biometric;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
