package id.api.device;

/** How a device is. */
public enum DeviceStatus {
    /** Software may capture. */
    READY,
    /** A capture is running; try again shortly. */
    BUSY,
    /** Captures work with reduced quality; an operator should clean or check it. */
    DEGRADED,
    /** Not connected at the moment; an operator should connect it. */
    UNAVAILABLE,
    /** Broken; an operator should replace it. */
    FAULT
}
