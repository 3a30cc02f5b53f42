package id.core.plugins.isolation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.core.plugins.PluginReasons;
import id.core.plugins.gate.Grant;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Set;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** What a plugin is wired to, on a real framework. */
public class PluginResolverHookTest {
    private static final Set<String> NOTIFIER = Set.of("notifier");

    @Rule public final TemporaryFolder folder = new TemporaryFolder();
    private IsolatedFramework framework;

    @Before
    public void start() throws Exception {
        framework = new IsolatedFramework(folder.getRoot().toPath());
    }

    @After
    public void stop() throws Exception {
        framework.close();
    }

    @Test
    public void apiPlatformAndOwnPackagesAreOpen() throws Exception {
        Bundle plugin = framework.plugin(PluginJar
                .importing("vendor.a",
                        PluginJar.IMPORTS + ",id.api.security,org.slf4j,javax.net.ssl,org.w3c.dom,java.util,com.example.line")
                .with(Constants.EXPORT_PACKAGE, "com.example.line"), NOTIFIER);
        plugin.start();
        assertEquals("com.example.line.Sender", plugin.loadClass("com.example.line.Sender").getName());
    }

    @Test
    public void packagesOfTheCoreAndOfLibrariesAreClosedAndTheReasonIsSaid() throws Exception {
        framework.core(PluginJar.importing("id.core.secrets", PluginJar.IMPORTS).with(Constants.EXPORT_PACKAGE, "id.core.secrets"));
        framework.core(PluginJar.importing("com.library", PluginJar.IMPORTS).with(Constants.EXPORT_PACKAGE, "com.library"));
        Bundle plugin = framework.plugin(PluginJar.importing("vendor.a", "id.core.secrets,com.library"), NOTIFIER);
        assertUnresolved(plugin);
        assertEquals("It asks for the package id.core.secrets, which it may not use: a plugin brings along what is not in the"
                + " table of docs/vendor.md; for the package com.library, which it may not use: a plugin brings along what is"
                + " not in the table of docs/vendor.md", PluginReasons.missing(framework.context(), plugin));
        Bundle trusted = framework.core(PluginJar.importing("com.user", "id.core.secrets,com.library"));
        trusted.start();
    }

    @Test
    public void packagesOfAnotherPluginAreClosedToEverybody() throws Exception {
        framework.plugin(PluginJar.importing("vendor.a", PluginJar.IMPORTS).with(Constants.EXPORT_PACKAGE, "com.example.line"),
                NOTIFIER).start();
        assertUnresolved(framework.plugin(PluginJar.importing("vendor.b", "com.example.line"), NOTIFIER));
        assertUnresolved(framework.core(PluginJar.importing("id.core.user", "com.example.line")));
        Bundle dynamic = framework.core(PluginJar.importing("com.dynamic", "java.util").with(Constants.DYNAMICIMPORT_PACKAGE, "*"));
        dynamic.start();
        assertThrows(ClassNotFoundException.class, () -> dynamic.loadClass("com.example.line.Missing"));
        assertTrue("no wire to the plugin", dynamic.adapt(BundleWiring.class).getRequiredWires(null).stream()
                .noneMatch(wire -> wire.getProvider().getSymbolicName().equals("vendor.a")));
    }

    @Test
    public void aPluginThatCallsItselfTheContractIsNotIt() throws Exception {
        framework.plugin(PluginJar.importing("id.api", PluginJar.IMPORTS).with(Constants.EXPORT_PACKAGE, "id.api.fake"), NOTIFIER)
                .start();
        assertUnresolved(framework.plugin(PluginJar.importing("vendor.a", "id.api.fake"), NOTIFIER));
    }

    @Test
    public void frameworkNeedsItsGrant() throws Exception {
        PluginJar jar = PluginJar.importing("vendor.a", "org.osgi.framework,org.osgi.util.tracker,org.osgi.service.cm");
        Bundle plain = framework.plugin(jar, NOTIFIER);
        assertUnresolved(plain);
        String why = PluginReasons.missing(framework.context(), plain);
        assertTrue(why, why.contains(
                "the package org.osgi.framework, which it may not use: its publisher lacks the grant framework in conf/trust"));
        framework.plugin(jar.with("X", "y"), NOTIFIER, Grant.FRAMEWORK).start();
        assertUnresolved(framework.plugin(PluginJar.importing("vendor.hook", "org.osgi.framework.hooks.service"), NOTIFIER,
                Grant.FRAMEWORK));
    }

    @Test
    public void memoryWithoutBoundsNeedsTheGrantOfNativeCode() throws Exception {
        PluginJar jar = PluginJar.importing("vendor.a", "sun.misc");
        assertUnresolved(framework.plugin(jar, NOTIFIER));
        framework.plugin(jar.with("X", "y"), NOTIFIER, Grant.NATIVE_CODE).start();
    }

    @Test
    public void whatIsOptionalIsLeftOut() throws Exception {
        Bundle plugin = framework.plugin(PluginJar.importing("vendor.a", "org.osgi.framework;resolution:=optional"), NOTIFIER);
        plugin.start();
        assertThrows(ClassNotFoundException.class, () -> plugin.loadClass("org.osgi.framework.Bundle"));
    }

    @Test
    public void dynamicImportsNeedTheirGrantAndStayWithinTheTable() throws Exception {
        PluginJar jar = PluginJar.importing("vendor.a", "java.util").with(Constants.DYNAMICIMPORT_PACKAGE, "*");
        Bundle plain = framework.plugin(jar, NOTIFIER);
        plain.start();
        assertThrows(ClassNotFoundException.class, () -> plain.loadClass("org.slf4j.Logger"));
        Bundle granted = framework.plugin(jar.with("X", "y"), NOTIFIER, Grant.DYNAMIC_IMPORT);
        granted.start();
        assertEquals("org.slf4j.Logger", granted.loadClass("org.slf4j.Logger").getName());
        assertThrows(ClassNotFoundException.class, () -> granted.loadClass("org.osgi.framework.Bundle"));
        assertThrows(ClassNotFoundException.class, () -> granted.loadClass("org.apache.felix.cm.PersistenceManager"));
    }

    @Test
    public void nothingComesFromTheClassPathUnasked() throws Exception {
        Bundle plugin = framework.plugin(PluginJar.importing("vendor.a", "java.util"), NOTIFIER);
        plugin.start();
        assertThrows("not in the list", ClassNotFoundException.class, () -> plugin.loadClass("javax.swing.JFrame"));
        assertThrows("in the list, not imported", ClassNotFoundException.class, () -> plugin.loadClass("javax.naming.Context"));
        assertThrows("on the class path", ClassNotFoundException.class, () -> plugin.loadClass("org.junit.Test"));
    }

    @Test
    public void fragmentsAndRequiredBundlesAreClosed() throws Exception {
        Bundle plugin = framework.plugin(PluginJar.importing("vendor.a", PluginJar.IMPORTS), NOTIFIER);
        Bundle fragment = framework.plugin(PluginJar.importing("vendor.f", "java.util").with(Constants.FRAGMENT_HOST, "id.api"), NOTIFIER);
        Bundle onPlugin = framework.core(PluginJar.importing("com.f", "java.util").with(Constants.FRAGMENT_HOST, "vendor.a"));
        FrameworkWiring wiring = framework.context().getBundle(0).adapt(FrameworkWiring.class);
        assertFalse(wiring.resolveBundles(List.of(plugin, fragment, onPlugin)));
        assertEquals(Bundle.RESOLVED, plugin.getState());
        assertEquals(Bundle.INSTALLED, fragment.getState());
        assertEquals(Bundle.INSTALLED, onPlugin.getState());
        for (String required : List.of("org.apache.felix.scr", Constants.SYSTEM_BUNDLE_SYMBOLICNAME, "vendor.a")) {
            assertUnresolved(framework.plugin(
                    PluginJar.importing("vendor.r", "java.util").with(Constants.REQUIRE_BUNDLE, required), NOTIFIER));
        }
    }

    @Test
    public void twoVersionsOfASingletonRunSideBySide() throws Exception {
        PluginJar jar = PluginJar.importing("vendor.a;singleton:=true", PluginJar.IMPORTS);
        framework.plugin(jar, NOTIFIER).start();
        framework.plugin(jar.with(Constants.BUNDLE_VERSION, "2"), NOTIFIER).start();
    }

    @Test
    public void whatTheStoreDoesNotKnowHasNoGrants() throws Exception {
        framework.unknown(PluginJar.importing("vendor.plain", PluginJar.IMPORTS)).start();
        assertUnresolved(framework.unknown(PluginJar.importing("vendor.more", "org.osgi.framework")));
    }

    @Test
    public void whatAPluginInstallsIsGoneAtOnce() throws Exception {
        Bundle plugin = framework.plugin(PluginJar.importing("vendor.a", PluginJar.IMPORTS), NOTIFIER, Grant.FRAMEWORK);
        plugin.start();
        PluginJar jar = PluginJar.importing("vendor.stray", "java.util");
        for (String location : List.of("reference:file:/system/13/id.core.stray.jar", "idem-plugin:00")) {
            Bundle stray = plugin.getBundleContext().installBundle(location, new ByteArrayInputStream(jar.bytes()));
            assertEquals(Bundle.UNINSTALLED, stray.getState());
            assertThrows(IllegalStateException.class, stray::start);
        }
        framework.core(jar).start();
    }

    private static void assertUnresolved(Bundle bundle) {
        BundleException refused = assertThrows(BundleException.class, bundle::start);
        assertEquals(refused.getMessage(), BundleException.RESOLVE_ERROR, refused.getType());
        assertEquals(Bundle.INSTALLED, bundle.getState());
    }
}
