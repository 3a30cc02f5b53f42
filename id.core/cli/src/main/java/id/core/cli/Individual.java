package id.core.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A person as named on the command line: a UIN or a VID, told apart by their length. */
final class Individual {
    private static final int VID_LENGTH = 19;

    private Individual() {}

    static ObjectNode of(String number) {
        if (!number.matches("[0-9]{8,19}")) {
            throw CommandFailure.wrongUse("INVALID_VALUE", "individual", "A UIN has 8 to 18 digits and a VID has 19");
        }
        return Api.object().put("type", number.length() == VID_LENGTH ? "vid" : "uin").put("value", number);
    }
}
