package id.core.plugins.process;

import id.api.security.CredentialSigner;
import id.api.value.Bytes;
import id.core.plugins.install.InstalledPlugin;
import id.core.plugins.isolation.PluginBorders;
import org.osgi.framework.BundleContext;

/** Lets a credential format in another process have its credentials signed. */
final class CoreSigner implements CredentialSigner {
    private final CoreService<CredentialSigner> signer;

    CoreSigner(BundleContext context) {
        this.signer = new CoreService<>(context, CredentialSigner.class, "The core cannot sign yet");
    }

    boolean isGivenTo(InstalledPlugin plugin) {
        return PluginBorders.opens(plugin.kinds(), CredentialSigner.class.getName());
    }

    @Override
    public Bytes sign(String keyId, Bytes input) {
        return signer.ask(core -> core.sign(keyId, input));
    }

    @Override
    public String algorithm() {
        return signer.ask(CredentialSigner::algorithm);
    }

    @Override
    public String keyId() {
        return signer.ask(CredentialSigner::keyId);
    }

    @Override
    public String publicKeys() {
        return signer.ask(CredentialSigner::publicKeys);
    }
}
