package id.api.device;

/** What came of a capture. A failure to acquire is no exception: people lift their fingers too early. */
public sealed interface CaptureOutcome permits Captured, FailureToAcquire {}
