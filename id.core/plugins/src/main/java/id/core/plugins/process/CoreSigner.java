package id.core.plugins.process;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.SignatureCheck;
import id.api.security.Signer;
import id.api.value.Bytes;
import id.core.plugins.install.InstalledPlugin;
import id.core.plugins.isolation.PluginBorders;
import org.osgi.framework.BundleContext;

/**
 * Lets a credential format in another process have its credentials signed, and nothing else: whoever signs access tokens
 * is everybody.
 */
final class CoreSigner implements Signer {
    private final CoreService<Signer> signer;

    CoreSigner(BundleContext context) {
        this.signer = new CoreService<>(context, Signer.class, "The core cannot sign yet");
    }

    boolean isGivenTo(InstalledPlugin plugin) {
        return PluginBorders.opens(plugin.kinds(), Signer.class.getName());
    }

    @Override
    public Bytes sign(Purpose purpose, Bytes input) {
        if (purpose != Purpose.CREDENTIAL) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "purpose", "A plugin may have credentials signed, and nothing else");
        }
        return signer.ask(core -> core.sign(purpose, input));
    }

    @Override
    public String algorithm(Purpose purpose) {
        return signer.ask(core -> core.algorithm(purpose));
    }

    @Override
    public String keyId(Purpose purpose) {
        return signer.ask(core -> core.keyId(purpose));
    }

    @Override
    public SignatureCheck check(Purpose purpose, String keyId, Bytes input, Bytes signature) {
        return signer.ask(core -> core.check(purpose, keyId, input, signature));
    }

    @Override
    public String publicKeys(Purpose purpose) {
        return signer.ask(core -> core.publicKeys(purpose));
    }
}
