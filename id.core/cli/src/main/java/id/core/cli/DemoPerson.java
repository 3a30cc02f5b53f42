package id.core.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Random;

/**
 * A made-up person.
 *
 * @param number
 *            from 0
 * @param subject
 *            seed of the fingers and the face
 * @param attributes
 *            what the person says
 * @param email
 *            where codes go
 */
record DemoPerson(int number, long subject, ObjectNode attributes, String email) {

    private static final String[] GIVEN = { "Amina", "Bayani", "Chidi", "Divya", "Elif", "Farid", "Grace", "Hana",
            "Ivo", "Jomo", "Kavya", "Liang", "Mateo", "Nadia", "Omar", "Paloma", "Quynh", "Ravi", "Sofia", "Tariq",
            "Uma", "Viktor", "Wanjiru", "Ximena", "Yusuf", "Zainab" };
    private static final String[] FAMILY = { "Abebe", "Bekele", "Cruz", "Diallo", "Eze", "Fernando", "Gomez", "Haddad",
            "Ito", "Juma", "Kiptoo", "Lopez", "Mwangi", "Nguyen", "Okafor", "Perera", "Rahman", "Santos", "Tadesse",
            "Umar", "Vargas", "Wijaya", "Yilmaz", "Zhang" };

    /** Person {@code number} of the story with this seed; {@code alterEgo} gives the same fingers another name. */
    static DemoPerson of(long seed, int number, boolean alterEgo) {
        long subject = seed * 1_000_003L + number;
        Random random = new Random(alterEgo ? ~subject : subject);
        String email = "p" + Long.toString(seed, 36) + "-" + number + (alterEgo ? "b" : "") + "@example.org";
        ObjectNode attributes = Api.object()
                .put("name",
                        GIVEN[random.nextInt(GIVEN.length)] + " " + FAMILY[random.nextInt(FAMILY.length)] + " "
                                + FAMILY[random.nextInt(FAMILY.length)])
                .put("dateOfBirth", LocalDate.of(1940, 1, 1).plusDays(random.nextInt(24_000)).toString())
                .put("gender", random.nextBoolean() ? "female" : "male").put("email", email)
                .put("region", "Region " + (1 + random.nextInt(12))).put("nationality", "Utopia");
        return new DemoPerson(number, subject, attributes, email);
    }

    @Override
    public String toString() {
        return "DemoPerson[" + number + ", ***]";
    }
}
