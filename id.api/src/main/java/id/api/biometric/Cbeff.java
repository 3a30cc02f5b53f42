package id.api.biometric;

import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * Samples as a CBEFF XML document (ISO/IEC 19785-3, patron format of XML, as MOSIP profiles it): one outer {@code BIR}
 * that holds one inner {@code BIR} for each sample. Safe for concurrent use.
 */
public final class Cbeff {
    /** Namespace of the elements. */
    public static final String NAMESPACE = "http://standards.iso.org/iso-iec/19785/-3/ed-2/";
    private static final int MAX_SAMPLES = 100;

    private Cbeff() {}

    /** The format types of the profile: what kind of record {@code BDB} holds. */
    private static int formatType(BiometricSample sample) {
        return sample.format().isMinutiae() ? 2 : switch (sample.modality()) {
            case FINGER -> 7;
            case FACE -> 8;
            case IRIS -> 9;
        };
    }

    /**
     * Writes samples.
     *
     * @param createdAt
     *            creation date of every segment
     *
     * @return the document in UTF-8
     */
    public static Bytes write(List<BiometricSample> samples, Instant createdAt) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out,
                    StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("BIR");
            xml.writeDefaultNamespace(NAMESPACE);
            integrity(xml);
            for (BiometricSample sample : samples) {
                segment(xml, sample, createdAt);
            }
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return Bytes.of(out.toByteArray());
    }

    private static void segment(XMLStreamWriter xml, BiometricSample sample, Instant createdAt)
            throws XMLStreamException {
        xml.writeStartElement("BIR");
        version(xml, "Version");
        version(xml, "CBEFFVersion");
        integrity(xml);
        xml.writeStartElement("BDBInfo");
        xml.writeStartElement("Format");
        element(xml, "Organization", "Mosip");
        element(xml, "Type", Integer.toString(formatType(sample)));
        xml.writeEndElement();
        element(xml, "CreationDate", createdAt.toString());
        element(xml, "Type", type(sample.modality()));
        element(xml, "Subtype", subtype(sample.position()));
        element(xml, "Level", sample.format().isMinutiae() ? "Processed" : "Raw");
        element(xml, "Purpose", "Enroll");
        xml.writeEndElement();
        element(xml, "BDB", Base64.getEncoder().encodeToString(sample.data().toArray()));
        xml.writeEndElement();
    }

    private static void version(XMLStreamWriter xml, String name) throws XMLStreamException {
        xml.writeStartElement(name);
        element(xml, "Major", "1");
        element(xml, "Minor", "1");
        xml.writeEndElement();
    }

    private static void integrity(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("BIRInfo");
        element(xml, "Integrity", "false");
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    /**
     * Reads samples. The format of each is told by its first bytes, since the profile's type does not tell codecs
     * apart.
     *
     * @param document
     *            at most the size of a packet; document types and external entities are refused
     *
     * @throws IdentityException
     *             SAMPLE_UNREADABLE or SAMPLE_FORMAT_UNSUPPORTED with field {@code BIR[n]}
     */
    public static List<BiometricSample> read(Bytes document) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text(document)));
            xml.nextTag();
            xml.require(XMLStreamConstants.START_ELEMENT, NAMESPACE, "BIR");
            List<BiometricSample> samples = new ArrayList<>();
            while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("BIR")) {
                    if (samples.size() == MAX_SAMPLES) {
                        throw unreadable(samples.size(), "there are more than " + MAX_SAMPLES, null);
                    }
                    samples.add(readSegment(xml, samples.size()));
                } else {
                    skip(xml);
                }
            }
            return List.copyOf(samples);
        } catch (IdentityException told) {
            throw told;
        } catch (XMLStreamException | RuntimeException broken) {
            // The JDK's parser meets some broken documents with exceptions of its inside: it lacks texts for some faults.
            throw unreadable(0, "the document is no CBEFF XML", broken);
        }
    }

    /**
     * The document as characters. Decoded here, since the parser's own decoder writes to the standard error what it cannot
     * decode.
     */
    private static String text(Bytes document) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(document.buffer()).toString();
        } catch (CharacterCodingException otherEncoding) {
            throw unreadable(0, "the document is not in UTF-8", otherEncoding);
        }
    }

    private static BiometricSample readSegment(XMLStreamReader xml, int index) throws XMLStreamException {
        Map<String, String> parts = new HashMap<>();
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            switch (xml.getLocalName()) {
                case "BDBInfo" -> readInfo(xml, parts);
                case "BDB" -> parts.put("BDB", xml.getElementText());
                default -> skip(xml);
            }
        }
        Modality modality = Arrays.stream(Modality.values()).filter(m -> type(m).equals(parts.get("Type"))).findFirst()
                .orElseThrow(() -> unreadable(index, "its Type is none of Finger, Iris, Face", null));
        Position position = position(parts.get("Type"), parts.getOrDefault("Subtype", ""))
                .orElseThrow(() -> unreadable(index, "its Subtype names no position", null));
        try {
            Bytes data = Bytes.of(Base64.getMimeDecoder().decode(parts.getOrDefault("BDB", "")));
            SampleFormat format = SampleFormat.detect(data)
                    .orElseThrow(() -> new IdentityException(BiometricError.SAMPLE_FORMAT_UNSUPPORTED,
                            "BIR[" + index + "]", "Its data is in no registered format"));
            return new BiometricSample(modality, position, format, data);
        } catch (IllegalArgumentException noBase64) {
            throw unreadable(index, "its BDB is no base64", noBase64);
        }
    }

    private static void readInfo(XMLStreamReader xml, Map<String, String> parts) throws XMLStreamException {
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            String name = xml.getLocalName();
            if (name.equals("Type") || name.equals("Subtype")) {
                parts.put(name, xml.getElementText());
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

    /**
     * The position that a segment is of.
     *
     * @param type
     *            {@code Finger}, {@code Iris} or {@code Face}
     * @param subtype
     *            such as {@code Left IndexFinger}, {@code Right}, {@code UNKNOWN}; empty for a face
     *
     * @return empty for words that the profile does not have
     */
    public static Optional<Position> position(String type, String subtype) {
        return Arrays.stream(Position.values())
                .filter(p -> type(p.modality()).equals(type) && subtype(p).equals(subtype.strip())).findFirst();
    }

    private static String type(Modality modality) {
        return capitalized(modality.name());
    }

    /** {@code Left IndexFinger}, {@code Right Thumb}, {@code Left}, empty for a face, {@code UNKNOWN}. */
    private static String subtype(Position position) {
        return switch (position) {
            case UNKNOWN_FINGER, UNKNOWN_IRIS -> "UNKNOWN";
            case FACE -> "";
            case RIGHT_IRIS -> "Right";
            case LEFT_IRIS -> "Left";
            case RIGHT_THUMB -> "Right Thumb";
            case LEFT_THUMB -> "Left Thumb";
            default ->
                Arrays.stream(position.name().split("_")).map(Cbeff::capitalized).collect(Collectors.joining(" "))
                        + "Finger";
        };
    }

    private static String capitalized(String upper) {
        return upper.charAt(0) + upper.substring(1).toLowerCase(java.util.Locale.ROOT);
    }

    private static IdentityException unreadable(int index, String what, Throwable cause) {
        return new IdentityException(BiometricError.SAMPLE_UNREADABLE, "BIR[" + index + "]",
                "The biometric record cannot be read: " + what, cause);
    }
}
