package id.core.plugins;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.notification.Notifier;
import id.api.plugin.PluginOrigin;
import id.api.plugin.PluginState;
import id.api.plugin.PluginStatus;
import id.api.storage.SequenceStore;
import id.core.plugins.install.InstalledPlugin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

public class PluginSurveyTest {
    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private RunningFramework framework;
    private LeasedPluginRegistry registry;

    @Before
    public void start() throws Exception {
        framework = new RunningFramework(folder.getRoot().toPath());
    }

    @After
    public void stop() throws Exception {
        registry.stop();
        framework.close();
    }

    @Test
    public void countsTheCallsOfAPluginInUse() throws Exception {
        open(Map.of());
        framework.plugin("id.plugins.mail").getBundleContext().registerService(Notifier.class, message -> null, null);
        registry.call(Notifier.class, "", Duration.ofMinutes(1), plugin -> "fine");
        registry.call(Notifier.class, "", Duration.ofMinutes(1), plugin -> null);
        PluginStatus mail = only();
        assertEquals("id.plugins.mail 1.2.3", mail.name() + " " + mail.version());
        assertEquals(PluginState.IN_USE, mail.state());
        assertEquals(List.of("Notifier"), mail.kinds());
        assertEquals(2, mail.figures().calls());
        assertEquals(1, mail.figures().failures());
        assertEquals(0, mail.figures().timeouts());
        assertEquals(2, mail.figures().latency().count());
        assertTrue(mail.figures().latency().maxMillis() >= mail.figures().latency().p50Millis());
        assertEquals("", mail.problem());
    }

    @Test
    public void takesWhatDidNotComeThroughTheGateForUnsigned() throws Exception {
        open(Map.of());
        framework.install("id.plugins.dropped", Map.of("Provide-Capability", "id.plugin;kind=notifier"));
        assertEquals(PluginOrigin.unsigned("id.plugins.dropped"), only().origin());
        assertEquals(PluginOrigin.signed("acme", "abc"), BundleOrigin.of(framework.context().getBundle(0), Optional.of(
                new InstalledPlugin("a", "1", "abc", Optional.of("acme"), Set.of(), Set.of()))));
        assertEquals(PluginOrigin.unsigned("abc"), BundleOrigin.of(framework.context().getBundle(0), Optional.of(
                new InstalledPlugin("a", "1", "abc", Optional.empty(), Set.of(), Set.of()))));
        assertEquals(PluginOrigin.DISTRIBUTION, BundleOrigin.of(framework.context().getBundle(0), Optional.empty()));
    }

    @Test
    public void countsAStoreAsInUse() throws Exception {
        open(Map.of());
        framework.plugin("id.plugins.store").getBundleContext().registerService(SequenceStore.class,
                new SequenceStore() {
                    @Override
                    public long reserve(String name, int count) {
                        return 0;
                    }

                    @Override
                    public long taken(String name) {
                        return 0;
                    }
                }, null);
        assertEquals(List.of("SequenceStore"), only().kinds());
        assertEquals(PluginState.IN_USE, only().state());
    }

    @Test
    public void namesTheMissingPackage() throws Exception {
        open(Map.of());
        framework.install("id.plugins.lost", Map.of("Import-Package",
                "com.vendor.sdk;version=\"[2,3)\",com.vendor.extra;resolution:=optional,id.api.plugin;version=\"[7,8)\""));
        assertEquals(PluginState.UNRESOLVED, only().state());
        assertEquals("It asks for the package com.vendor.sdk from version 2.0.0 to below 3.0.0, which no installed bundle"
                + " offers; for the package id.api.plugin from version 7.0.0 to below 8.0.0, which is there only in"
                + " version 1.0.0", only().problem());
    }

    @Test
    public void namesTheMissingCapability() throws Exception {
        open(Map.of());
        framework.install("id.plugins.future",
                Map.of("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\""));
        assertTrue(only().problem(), only().problem().contains("osgi.ee (&(osgi.ee=JavaSE)(version=99))"));
    }

    @Test
    public void namesWhatAComponentWaitsFor() throws Exception {
        ComponentDescriptionDTO mail = component("id.plugins.mail.Mail");
        ComponentDescriptionDTO push = component("id.plugins.mail.Push");
        push.configurationPolicy = "require";
        ComponentConfigurationDTO waiting = new ComponentConfigurationDTO();
        waiting.state = ComponentConfigurationDTO.UNSATISFIED_REFERENCE;
        UnsatisfiedReferenceDTO gateway = new UnsatisfiedReferenceDTO();
        gateway.name = "gateway";
        gateway.target = "(line=1)";
        waiting.unsatisfiedReferences = new UnsatisfiedReferenceDTO[]{ gateway };
        ComponentConfigurationDTO failed = new ComponentConfigurationDTO();
        failed.state = ComponentConfigurationDTO.FAILED_ACTIVATION;
        failed.failure = "java.lang.reflect.InvocationTargetException\n\tat somewhere\nCaused by: id.api.error.IdentityException:"
                + " id.pid: port is 0, but must be 1 to 65535\n\tat elsewhere\n\t... 20 more";
        open(Map.of(mail, List.of(waiting, failed), push, List.of()));
        framework.plugin("id.plugins.mail");

        assertEquals(PluginState.IDLE, only().state());
        String problem = only().problem();
        assertTrue(problem, problem.contains("id.plugins.mail.Mail waits for a service com.vendor.Gateway with (line=1)"));
        assertTrue(problem, problem.contains(
                "id.plugins.mail.Mail could not be started: id.pid: port is 0, but must be 1 to 65535"));
        assertTrue(problem, problem.contains("id.plugins.mail.Push waits for its settings: conf/id.pid.config"));
    }

    @Test
    public void saysThatAPluginWasNotStarted() throws Exception {
        open(Map.of());
        Bundle bundle = framework.plugin("id.plugins.stopped");
        bundle.stop();
        assertEquals("It is installed but not started", only().problem());
    }

    private static ComponentDescriptionDTO component(String name) {
        ComponentDescriptionDTO description = new ComponentDescriptionDTO();
        description.name = name;
        description.configurationPid = new String[]{ "id.pid" };
        ReferenceDTO reference = new ReferenceDTO();
        reference.name = "gateway";
        reference.interfaceName = "com.vendor.Gateway";
        description.references = new ReferenceDTO[]{ reference };
        return description;
    }

    private void open(Map<ComponentDescriptionDTO, List<ComponentConfigurationDTO>> components) {
        registry = framework.registry(30, 32, new RunningFramework.Components(components));
    }

    private PluginStatus only() {
        List<PluginStatus> all = registry.plugins();
        assertEquals(1, all.size());
        return all.getFirst();
    }
}
