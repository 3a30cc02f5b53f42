package id.plugins.abis.sourceafis;

import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.SampleFormat;
import id.api.error.IdentityException;

/** From a sample in any of the picture formats to grey pixels. Safe for concurrent use. */
final class FingerImageDecoder {
    /** What scanners of the field deliver, and what a file without a resolution is taken for. */
    private static final double DEFAULT_DPI = 500;

    private final ImageLimits limits;

    FingerImageDecoder(ImageLimits limits) {
        this.limits = limits;
    }

    GrayImage decode(BiometricSample sample) {
        byte[] data = sample.data().toArray();
        try {
            return switch (sample.format()) {
                case PNG, TIFF, JPEG, BMP, JPEG2000 -> RasterImages.decode(sample.format(), data, limits, DEFAULT_DPI);
                case WSQ -> WsqImages.decode(data, limits, DEFAULT_DPI);
                case ISO19794_4_2005, ISO19794_4_2011 -> decodeRecord(FingerImageRecord.parse(sample, data));
                case ISO19794_2_2005, ISO19794_2_2011, ISO19794_5_2005, ISO19794_5_2011, ISO19794_6_2011 ->
                    throw new IdentityException(BiometricError.SAMPLE_FORMAT_UNSUPPORTED, "format",
                            sample.format() + " holds no finger picture");
            };
        } catch (IdentityException told) {
            throw told;
        } catch (RuntimeException | StackOverflowError broken) {
            // Decoders answer broken bytes with whatever exception they stumble into.
            throw unreadable(sample, broken);
        } catch (VirtualMachineError | LinkageError notThePicture) {
            throw notThePicture;
        } catch (Error broken) {
            // The codec of JPEG 2000 would end the thread that it runs in, as its program of old did.
            throw unreadable(sample, broken);
        }
    }

    private static IdentityException unreadable(BiometricSample sample, Throwable broken) {
        return new IdentityException(BiometricError.SAMPLE_UNREADABLE, "data",
                "The bytes are no readable " + sample.format() + ": export or capture it again", broken);
    }

    private GrayImage decodeRecord(FingerImageRecord record) {
        limits.check(record.width(), record.height());
        GrayImage image = switch (record.compression()) {
            case RAW -> record.rawImage();
            case WSQ -> WsqImages.decode(record.image(), limits, record.dpi());
            case JPEG -> RasterImages.decode(SampleFormat.JPEG, record.image(), limits, record.dpi());
            case JPEG2000 -> RasterImages.decode(SampleFormat.JPEG2000, record.image(), limits, record.dpi());
            case PNG -> RasterImages.decode(SampleFormat.PNG, record.image(), limits, record.dpi());
        };
        if (image.width() != record.width() || image.height() != record.height()) {
            throw new IdentityException(BiometricError.SAMPLE_UNREADABLE, "data",
                    "The record and the picture inside disagree on its size: export it again");
        }
        return new GrayImage(image.width(), image.height(), image.pixels(), record.dpi());
    }
}
