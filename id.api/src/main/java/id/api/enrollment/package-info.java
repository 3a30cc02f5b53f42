/**
 * Enrollment: the packet that comes in, the pipeline that it passes, and the stages that countries insert of their own.
 * The service is implemented by the core; {@link id.api.enrollment.EnrollmentStage} by the core and by plugins.
 */
@Export
@Version("1.1.0")
package id.api.enrollment;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
