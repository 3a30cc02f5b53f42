package id.core.cli;

/**
 * One error as the API tells it.
 *
 * @param code
 *            stable name
 * @param field
 *            what it is about, may be empty
 * @param message
 *            what is wrong and the mend
 */
record ApiError(String code, String field, String message) {
    String line() {
        return code + (field.isEmpty() ? "" : " (" + field + ")") + ": " + message;
    }
}
