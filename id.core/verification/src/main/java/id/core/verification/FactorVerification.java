package id.core.verification;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import id.api.error.ErrorCategory;
import id.api.error.IdentityException;
import id.api.identity.Identity;
import id.api.identity.IdentityRegistry;
import id.api.identity.IdentityState;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.storage.Transactions;
import id.api.value.ClientId;
import id.api.value.PersonId;
import id.api.value.PersonIdentifier;
import id.api.value.Vid;
import id.api.verification.AssuranceLevel;
import id.api.verification.AuthenticationFactor;
import id.api.verification.Challenge;
import id.api.verification.ChallengeOutcome;
import id.api.verification.FactorContext;
import id.api.verification.FactorResult;
import id.api.verification.Proof;
import id.api.verification.Reason;
import id.api.verification.ReleaseOutcome;
import id.api.verification.ReleaseRequest;
import id.api.verification.VerificationOutcome;
import id.api.verification.VerificationRequest;
import id.api.verification.VerificationService;

/** Finds the person, lets the factors check the proofs, and writes down the answer before it is given. */
@Component(configurationPid = "id.core.verification")
@Designate(ocd = FactorVerification.Config.class)
public final class FactorVerification implements VerificationService {
    /**
     * Service property of a factor of this bundle, {@code Boolean}: its check writes, and runs within the transaction
     * that records the answer. A factor without it may take its time, and is called outside of any transaction.
     */
    static final String TRANSACTIONAL = "verification.transactional";
    /**
     * Service property of a factor of this bundle, {@code Boolean}: it writes down its challenges itself, in the
     * transaction that makes them.
     */
    static final String AUDITS_CHALLENGES = "verification.audits.challenges";

    private static final Logger LOG = LoggerFactory.getLogger(FactorVerification.class);

    /** Settings. */
    @ObjectClassDefinition(name = "Verification")
    public @interface Config {
        @AttributeDefinition(
                description = "Longest time that a factor may take for one proof or challenge, in milliseconds; 100 to 600,000")
        long factorTimeoutMs() default 20_000;
    }

    private final IdentityRegistry identities;
    private final PluginRegistry plugins;
    private final Transactions transactions;
    private final AnswerTrail trail;
    private final AttributeRelease release;
    private final PairwiseTokens tokens;
    private final TryLocks locks;
    private final OfferedFactors factors;
    private final Duration limit;
    private final HotPersons hot;
    private final GuessLimit guesses;

    @Activate
    public FactorVerification(Config config, @Reference IdentityRegistry identities, @Reference PluginRegistry plugins,
            @Reference Transactions transactions, @Reference AnswerTrail trail, @Reference AttributeRelease release,
            @Reference PairwiseTokens tokens, @Reference TryLocks locks, @Reference OfferedFactors factors,
            @Reference HotPersons hot, @Reference GuessLimit guesses) {
        this.guesses = guesses;
        this.hot = hot;
        this.limit = Duration.ofMillis(Ranges.require("factorTimeoutMs", config.factorTimeoutMs(), 100, 600_000));
        this.factors = factors;
        this.identities = identities;
        this.plugins = plugins;
        this.transactions = transactions;
        this.trail = trail;
        this.release = release;
        this.tokens = tokens;
        this.locks = locks;
    }

    @Override
    public VerificationOutcome verify(VerificationRequest request) {
        guesses.admit(request.relyingParty());
        if (guesses.isLocked(request.individual())) {
            return trail.answered(request, Optional.empty(), "", new VerificationOutcome.NotVerified(Reason.LOCKED));
        }
        return find(request.individual()).map(found -> verify(request, found))
                .orElseGet(() -> answered(request, Optional.empty(), "",
                        new VerificationOutcome.NotVerified(Reason.IDENTIFIER_UNKNOWN)));
    }

    /** Counts guesses and writes the answer down, in one transaction; what could not be checked counts as nothing. */
    private VerificationOutcome answered(VerificationRequest request, Optional<PersonId> person, String factor,
            VerificationOutcome outcome) {
        return transactions.required(() -> {
            switch (outcome) {
                case VerificationOutcome.Verified yes -> guesses.right(request.individual());
                case VerificationOutcome.NotVerified(Reason reason) ->
                    guesses.wrong(request.individual(), person, request.relyingParty(), reason);
                case VerificationOutcome.Unavailable broken -> {}
            }
            return trail.answered(request, person, factor, outcome);
        });
    }

    private VerificationOutcome verify(VerificationRequest request, Identity identity) {
        Claim claim = new Claim(request, identity,
                new FactorContext(identity, request.relyingParty(), request.transactionId()));
        if (identity.state() != IdentityState.ACTIVE || hot.isHot(request.individual(), identity)) {
            return claim.answer("", new VerificationOutcome.NotVerified(Reason.IDENTITY_INACTIVE));
        }
        List<Proof> proofs = request.proofs();
        for (Proof proof : proofs.subList(0, proofs.size() - 1)) {
            Optional<VerificationOutcome> refusal = claim.check(proof, false);
            if (refusal.isPresent()) {
                return refusal.get();
            }
        }
        return claim.check(proofs.getLast(), true)
                .orElseThrow(() -> new IllegalStateException("The last proof always yields an answer"));
    }

    /** One request under way. */
    private final class Claim {
        private final VerificationRequest request;
        private final Identity identity;
        private final FactorContext context;

        Claim(VerificationRequest request, Identity identity, FactorContext context) {
            this.request = request;
            this.identity = identity;
            this.context = context;
        }

        /** The answer, where this proof decides; empty when it passed and others follow. */
        Optional<VerificationOutcome> check(Proof proof, boolean last) {
            String factor = proof.factor();
            if (!factors.isOffered(factor)) {
                return refuse(factor, Reason.FACTOR_UNKNOWN);
            }
            boolean transactional = factors.says(factor, TRANSACTIONAL);
            if (!transactional && isLocked(factor)) {
                return refuse(factor, Reason.LOCKED);
            }
            PluginOutcome<Optional<VerificationOutcome>> outcome = plugins.call(AuthenticationFactor.class,
                    OfferedFactors.filter(factor), limit, service -> transactional
                            ? transactions.required(() -> decide(checkUnlessLocked(service, proof), factor, last))
                            : decide(service.check(proof, context), factor, last));
            return switch (outcome) {
                case PluginOutcome.Answered<Optional<VerificationOutcome>>(var answer) -> answer;
                case PluginOutcome.Refused<Optional<VerificationOutcome>>(IdentityException error) -> {
                    trail.refused(request, identity.person(), factor, error.code().name());
                    throw error;
                }
                case PluginOutcome.Failed<Optional<VerificationOutcome>> failed -> broken(factor, failed);
                case PluginOutcome.TimedOut<Optional<VerificationOutcome>> late ->
                    Optional.of(unavailable(factor, "The factor did not answer within " + late.limit().toMillis() + " ms"));
                case PluginOutcome.Paused<Optional<VerificationOutcome>> paused -> Optional.of(unavailable(factor, paused.why()));
                case PluginOutcome.Absent<Optional<VerificationOutcome>> absent -> refuse(factor, Reason.FACTOR_UNKNOWN);
            };
        }

        private boolean isLocked(String factor) {
            return locks.locked(factor, identity.person());
        }

        /** Within the transaction of the check: looked up before, the lock would be one more wait for the store. */
        private FactorResult checkUnlessLocked(AuthenticationFactor service, Proof proof) {
            return isLocked(proof.factor()) ? new FactorResult.Failed(Reason.LOCKED) : service.check(proof, context);
        }

        private Optional<VerificationOutcome> decide(FactorResult result, String factor,
                boolean last) {
            return switch (result) {
                case FactorResult.Passed(AssuranceLevel level) when level == null ->
                    Optional.of(unavailable(factor, "The factor passed the proof without saying how sure it is"));
                case FactorResult.Passed passed -> last
                        ? Optional.of(answerChecked(factor, new VerificationOutcome.Verified(
                                tokens.of(identity.person(), request.relyingParty()),
                                request.proofs().stream().map(Proof::factor).distinct().toList())))
                        : Optional.empty();
                case FactorResult.Failed(Reason reason) -> {
                    VerificationOutcome no = new VerificationOutcome.NotVerified(reason);
                    yield Optional.of(wasCompared(reason) ? answerChecked(factor, no) : answer(factor, no));
                }
                case FactorResult.Unavailable(String why) -> Optional.of(unavailable(factor, Ranges.line(why)));
            };
        }

        /**
         * Answers after a proof was really compared, which is what uses up a one-time identifier. Where two requests
         * race for its only use, one of them gets none.
         */
        private VerificationOutcome answerChecked(String factor, VerificationOutcome outcome) {
            if (!(request.individual() instanceof Vid)) {
                return answer(factor, outcome);
            }
            return transactions.required(() -> {
                Optional<PersonId> used = identities.findForUse(request.individual());
                boolean same = used.isPresent() && used.get().equals(identity.person());
                return answer(factor, same ? outcome : new VerificationOutcome.NotVerified(Reason.IDENTIFIER_UNKNOWN));
            });
        }

        private VerificationOutcome answer(String factor, VerificationOutcome outcome) {
            return answered(request, Optional.of(identity.person()), factor, outcome);
        }

        private Optional<VerificationOutcome> refuse(String factor, Reason reason) {
            return Optional.of(answer(factor, new VerificationOutcome.NotVerified(reason)));
        }

        private VerificationOutcome unavailable(String factor, String why) {
            LOG.warn("Factor {} gave no answer: {}", factor, why);
            return answer(factor, new VerificationOutcome.Unavailable(why));
        }

        private Optional<VerificationOutcome> broken(String factor, PluginOutcome.Failed<?> failed) {
            LOG.debug("Factor {} failed", factor, failed.cause());
            return Optional.of(unavailable(factor, failed.why()));
        }
    }

    @Override
    public ChallengeOutcome challenge(PersonIdentifier individual, String factor, String transactionId,
            ClientId relyingParty) {
        Ranges.requireTransactionId(transactionId);
        guesses.admit(relyingParty);
        if (guesses.isLocked(individual)) {
            return trail.challenged(relyingParty, Optional.empty(), factor, transactionId,
                    new ChallengeOutcome.Refused(Reason.LOCKED));
        }
        Optional<Identity> found = find(individual);
        Optional<Reason> refusal = found.isEmpty() ? Optional.of(Reason.IDENTIFIER_UNKNOWN)
                : hot.isHot(individual, found.get()) ? Optional.of(Reason.IDENTITY_INACTIVE) : refusal(found.get(), factor);
        if (refusal.isEmpty()) {
            return challenge(found.get(), factor, transactionId, relyingParty);
        }
        return transactions.required(() -> {
            guesses.inVain(individual, relyingParty);
            return trail.challenged(relyingParty, found.map(Identity::person), factor, transactionId,
                    new ChallengeOutcome.Refused(refusal.get()));
        });
    }

    private ChallengeOutcome challenge(Identity identity, String factor, String transactionId, ClientId relyingParty) {
        Optional<PersonId> person = Optional.of(identity.person());
        FactorContext context = new FactorContext(identity, relyingParty, transactionId);
        PluginOutcome<Optional<Challenge>> outcome = plugins.call(AuthenticationFactor.class, OfferedFactors.filter(factor), limit,
                service -> OfferedFactors.sound(service.challenge(context)));
        ChallengeOutcome answer = switch (outcome) {
            case PluginOutcome.Answered<Optional<Challenge>>(Optional<Challenge> challenge) ->
                challenge.<ChallengeOutcome>map(ChallengeOutcome.Sent::new)
                        .orElseGet(() -> new ChallengeOutcome.Refused(Reason.NO_REFERENCE));
            case PluginOutcome.Failed<Optional<Challenge>>(String why, IdentityException told) when told
                    .category() == ErrorCategory.EXHAUSTED ->
                throw trail.challengeRefused(context, factor, told);
            case PluginOutcome.Refused<Optional<Challenge>>(IdentityException error) ->
                throw trail.challengeRefused(context, factor, error);
            case PluginOutcome.Failed<Optional<Challenge>>(String why, Throwable cause) ->
                new ChallengeOutcome.Unavailable(why);
            case PluginOutcome.TimedOut<Optional<Challenge>> late ->
                new ChallengeOutcome.Unavailable("The factor did not answer within " + late.limit().toMillis() + " ms");
            case PluginOutcome.Paused<Optional<Challenge>> paused -> new ChallengeOutcome.Unavailable(paused.why());
            case PluginOutcome.Absent<Optional<Challenge>> absent ->
                new ChallengeOutcome.Refused(Reason.FACTOR_UNKNOWN);
        };
        boolean written = answer instanceof ChallengeOutcome.Sent && factors.says(factor, AUDITS_CHALLENGES);
        return written ? answer : trail.challenged(relyingParty, person, factor, transactionId, answer);
    }

    private Optional<Reason> refusal(Identity identity, String factor) {
        if (identity.state() != IdentityState.ACTIVE) {
            return Optional.of(Reason.IDENTITY_INACTIVE);
        }
        if (!factors.isOffered(factor)) {
            return Optional.of(Reason.FACTOR_UNKNOWN);
        }
        return locks.locked(factor, identity.person()) ? Optional.of(Reason.LOCKED) : Optional.empty();
    }

    @Override
    public ReleaseOutcome release(ReleaseRequest request) {
        return release.release(request);
    }

    private Optional<Identity> find(PersonIdentifier individual) {
        return transactions.required(() -> identities.find(individual).flatMap(identities::read));
    }

    /** Whether a proof was compared, as against turned away before. */
    private static boolean wasCompared(Reason reason) {
        return switch (reason) {
            case NO_MATCH, CODE_WRONG -> true;
            case IDENTIFIER_UNKNOWN, IDENTITY_INACTIVE, NO_REFERENCE, CODE_EXPIRED, LOCKED, FACTOR_UNKNOWN, NOT_ALLOWED ->
                false;
        };
    }
}
