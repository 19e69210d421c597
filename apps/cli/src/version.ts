/** The version of this build; the release script replaces nothing: it is read from here and checked against package.json by a test. */
export const VERSION = "0.1.0";
