/** How many letters an answer of a report may have; what is longer is refused and stays in its field. */

/** An answer of one line. */
export const shortLettersMax = 500;
/** An answer of several lines; CERT/CC's form takes 20,000 letters of description. */
export const longLettersMax = 50_000;

/** Told where people type. */
export const lettersInWords = `A long answer may have up to ${longLettersMax.toLocaleString("en")} letters, one of a line ${shortLettersMax}; send more as a file.`;
