package id.plugins.devices.simulator;

import id.api.device.CaptureDevice;
import id.api.operation.SafetyCheck;
import id.api.operation.SafetyFinding;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether devices are set up that capture people who do not exist. */
@Component
public final class SimulatorSafety implements SafetyCheck {
    private final BundleContext context;

    @Activate
    public SimulatorSafety(BundleContext context) {
        this.context = context;
    }

    @Override
    public List<SafetyFinding> findings() {
        ServiceReference<?>[] registered = context.getBundle().getRegisteredServices();
        String serials = Stream.of(registered == null ? new ServiceReference<?>[0] : registered)
                .filter(service -> Arrays.asList((String[]) service.getProperty(Constants.OBJECTCLASS))
                        .contains(CaptureDevice.class.getName()))
                .map(service -> Objects.toString(service.getProperty(CaptureDevice.SERIAL))).sorted()
                .collect(Collectors.joining(", "));
        return serials.isEmpty() ? List.of()
                : List.of(new SafetyFinding("id.plugins.devices.simulator: device.serial",
                        "simulated devices are set up (" + serials + "): they enroll people who do not exist",
                        "delete conf/id.plugins.devices.simulator.*.config"));
    }
}
