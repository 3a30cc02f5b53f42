package id.importers.mosip;

import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.Cbeff;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * CBEFF XML as MOSIP's registration client writes it ({@code mosip-cbeff.xsd} in mosip/mosip-config, {@code BIR} in
 * mosip/bio-utils): what {@link Cbeff} reads, and besides segments of fingers that a person lacks
 * ({@code <others><entry key="EXCEPTION">true</entry></others>}) and {@code ExceptionPhoto}, which are no samples.
 */
final class BirReader {
    private static final int MAX_SEGMENTS = 100;
    private static final String EXCEPTION_PHOTO = "ExceptionPhoto";

    private BirReader() {}

    /** What is of use here of one segment. */
    private static final class Segment {
        private String type = "";
        private String subtype = "";
        private String data = "";
        private boolean exception;
    }

    /**
     * @param field
     *            whose value it is, for refusals
     *
     * @throws IdentityException
     *             SAMPLE_UNREADABLE, SAMPLE_EMPTY or SAMPLE_FORMAT_UNSUPPORTED with field {@code field.BIR[n]}
     */
    static List<BiometricSample> read(Bytes document, String field) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            // Decoded here: the parser's own decoder writes to the standard error what it cannot decode.
            String text = StandardCharsets.UTF_8.newDecoder().decode(document.buffer()).toString();
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
            xml.nextTag();
            xml.require(XMLStreamConstants.START_ELEMENT, Cbeff.NAMESPACE, "BIR");
            List<BiometricSample> samples = new ArrayList<>();
            for (int index = 0; xml.nextTag() == XMLStreamConstants.START_ELEMENT;) {
                if (xml.getLocalName().equals("BIR")) {
                    String place = field + ".BIR[" + index + "]";
                    if (index++ == MAX_SEGMENTS) {
                        throw unreadable(place, "there are more than " + MAX_SEGMENTS, null);
                    }
                    sample(segment(xml), place).ifPresent(samples::add);
                } else {
                    skip(xml);
                }
            }
            return List.copyOf(samples);
        } catch (IdentityException told) {
            throw told;
        } catch (XMLStreamException | CharacterCodingException | RuntimeException broken) {
            // The JDK's parser meets some broken documents with exceptions of its inside.
            throw unreadable(field, "the document is no CBEFF XML in UTF-8", broken);
        }
    }

    private static Optional<BiometricSample> sample(Segment segment, String place) {
        if (segment.exception || segment.type.equals(EXCEPTION_PHOTO)) {
            return Optional.empty();
        }
        Position position = Cbeff.position(segment.type, segment.subtype)
                .orElseThrow(() -> unreadable(place, "its Type and Subtype name no position", null));
        Bytes data = Bytes.of(decoded(segment.data, place));
        if (data.size() == 0) {
            throw new IdentityException(BiometricError.SAMPLE_EMPTY, place,
                    "It holds no data, and is not marked as an exception: capture it again");
        }
        SampleFormat format = SampleFormat.detect(data).orElseThrow(() -> new IdentityException(
                BiometricError.SAMPLE_FORMAT_UNSUPPORTED, place, "Its data is in no registered format"));
        return Optional.of(new BiometricSample(position.modality(), position, format, data));
    }

    private static byte[] decoded(String base64, String place) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException noBase64) {
            throw unreadable(place, "its BDB is no base64", noBase64);
        }
    }

    private static Segment segment(XMLStreamReader xml) throws XMLStreamException {
        Segment segment = new Segment();
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            switch (xml.getLocalName()) {
                case "BDBInfo" -> readInfo(xml, segment);
                case "BDB" -> segment.data = xml.getElementText();
                case "others" -> readOthers(xml, segment);
                default -> skip(xml);
            }
        }
        return segment;
    }

    private static void readInfo(XMLStreamReader xml, Segment segment) throws XMLStreamException {
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            switch (xml.getLocalName()) {
                case "Type" -> segment.type = xml.getElementText().strip();
                case "Subtype" -> segment.subtype = xml.getElementText();
                default -> skip(xml);
            }
        }
    }

    private static void readOthers(XMLStreamReader xml, Segment segment) throws XMLStreamException {
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            if ("EXCEPTION".equals(xml.getAttributeValue(null, "key"))) {
                segment.exception = xml.getElementText().strip().equalsIgnoreCase("true");
            } else {
                skip(xml);
            }
        }
    }

    private static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0;) {
            int event = xml.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }

    private static IdentityException unreadable(String place, String what, Throwable cause) {
        return new IdentityException(BiometricError.SAMPLE_UNREADABLE, place, "The biometric record cannot be read: " + what, cause);
    }
}
