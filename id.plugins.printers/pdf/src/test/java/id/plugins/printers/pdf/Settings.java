package id.plugins.printers.pdf;

import java.lang.reflect.Proxy;

/** The settings as they are where nobody sets anything. */
final class Settings {
    private Settings() {}

    static PdfCardPrinter.Config defaults() {
        return with("", "");
    }

    /** The same but for one. */
    static PdfCardPrinter.Config with(String key, Object value) {
        return (PdfCardPrinter.Config) Proxy.newProxyInstance(Settings.class.getClassLoader(),
                new Class<?>[]{ PdfCardPrinter.Config.class },
                (proxy, method, args) -> method.getName().equals(key) ? value : method.getDefaultValue());
    }
}
