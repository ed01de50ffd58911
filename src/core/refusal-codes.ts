/**
 * Every refusal that people can meet: code, HTTP status, and the sentence they read.
 * Codes are part of the API and never change their meaning; new ones are added in order.
 */
export const refusals = {
  "access.not-found": { status: 404, says: "There is nothing here, or it is not shared with you." },
  "access.not-permitted": { status: 403, says: "Your role does not allow “{deed}”." },
  "access.sign-in": { status: 401, says: "Sign in first." },
  "advisory.date-not-later": {
    status: 409,
    says: "A revision must be later than the one before it ({last}).",
  },
  "advisory.identity-fixed": {
    status: 409,
    says: "{id} keeps its id and its type; publish something new instead.",
  },
  "advisory.not-a-notice": {
    status: 422,
    says: "{id} is not a notice: only a notice becomes an advisory.",
  },
  "advisory.series-pattern": {
    status: 422,
    says: "“{pattern}” is not a number series; it needs {type}, one {number}, and URL-safe text.",
  },
  "approval.same-person": {
    status: 403,
    says: "Another person than the one who drafted this must approve it.",
  },
  "cvss.malformed": { status: 422, says: "Not a CVSS vector: {problem}" },
  "input.invalid": { status: 422, says: "{field}: {problem}" },
  "input.too-large": { status: 413, says: "That is larger than the {limit} this place takes." },
  "securitytxt.address": { status: 422, says: "security.txt: {field} is not an https address." },
  "securitytxt.contact": {
    status: 422,
    says: "security.txt: a contact is an https, mailto: or tel: address.",
  },
  "securitytxt.expires": { status: 422, says: "security.txt: {problem}" },
  "securitytxt.value": { status: 422, says: "security.txt: {field} must be one line of ASCII." },
  "service.busy": {
    status: 503,
    says: "Parley cannot save this right now. Nothing was taken; please try again in a minute.",
  },
  "severity.bands": { status: 422, says: "The severity bands do not fit: {problem}" },
  "severity.level": { status: 422, says: "There is no such severity level; there are {levels}." },
  "severity.reason": {
    status: 422,
    says: "Say why the severity differs from the score, and who decided it.",
  },
} as const satisfies Record<string, { status: number; says: string }>;

export type RefusalCode = keyof typeof refusals;
