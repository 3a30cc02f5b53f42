package id.core.identity;

import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.Fact;
import id.api.enrollment.StageContext;
import id.api.enrollment.StageResult;
import id.api.identity.IdentityRegistry;
import id.api.value.PersonId;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The last stage: the person gets a number, in the transaction that ends the enrollment. */
@Component(service = EnrollmentStage.class, property = { EnrollmentStage.NAME + "=issue",
        EnrollmentStage.TRANSACTIONAL + ":Boolean=true" })
public final class IssueStage implements EnrollmentStage {
    private final IdentityRegistry registry;

    @Activate
    public IssueStage(@Reference IdentityRegistry registry) {
        this.registry = registry;
    }

    @Override
    public StageResult apply(StageContext context) {
        PersonId person = registry.register(context.enrollment(), context.packet().attributes());
        return new StageResult.Issued(person, "Every stage before let it pass: the person is registered",
                List.of(new Fact("schemaVersion", context.packet().attributes().schemaVersion())));
    }
}
