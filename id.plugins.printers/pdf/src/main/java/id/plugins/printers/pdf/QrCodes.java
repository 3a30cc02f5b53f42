package id.plugins.printers.pdf;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/** QR codes (ISO/IEC 18004), one module a bit, with the quiet zone of four modules. */
final class QrCodes {
    private static final int QUIET_ZONE = 4;
    /** Denser codes do not print well on a card: beyond it the weaker error correction makes room. */
    private static final int MEDIUM_UP_TO = 700;

    private QrCodes() {}

    static BitMatrix encode(String text) throws WriterException {
        ErrorCorrectionLevel level = text.length() <= MEDIUM_UP_TO ? ErrorCorrectionLevel.M : ErrorCorrectionLevel.L;
        return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0,
                Map.of(EncodeHintType.ERROR_CORRECTION, level, EncodeHintType.MARGIN, QUIET_ZONE));
    }
}
