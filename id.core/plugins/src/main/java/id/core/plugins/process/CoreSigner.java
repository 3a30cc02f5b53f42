package id.core.plugins.process;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.Signer;
import id.api.value.Bytes;
import id.core.plugins.install.InstalledPlugin;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Lets a credential format in another process have its credentials signed, as the core lets one in its own. */
final class CoreSigner implements Signer {
    private static final String FORMAT = "format";

    private final BundleContext context;

    CoreSigner(BundleContext context) {
        this.context = context;
    }

    /** The system's name is signed for formats alone. */
    boolean isGivenTo(InstalledPlugin plugin) {
        return plugin.kinds().contains(FORMAT);
    }

    private <T> T ask(Function<Signer, T> question) {
        ServiceReference<Signer> reference = context.getServiceReference(Signer.class);
        if (reference == null) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "", "The core cannot sign yet");
        }
        try {
            return question.apply(context.getService(reference));
        } finally {
            context.ungetService(reference);
        }
    }

    @Override
    public Bytes sign(Purpose purpose, Bytes input) {
        return ask(signer -> signer.sign(purpose, input));
    }

    @Override
    public String algorithm(Purpose purpose) {
        return ask(signer -> signer.algorithm(purpose));
    }

    @Override
    public String keyId(Purpose purpose) {
        return ask(signer -> signer.keyId(purpose));
    }

    @Override
    public String publicKeys(Purpose purpose) {
        return ask(signer -> signer.publicKeys(purpose));
    }
}
