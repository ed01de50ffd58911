/** Why a case does not wait, as the end of a sentence. */
export const urgentWords: Readonly<Record<string, string>> = {
  exploited: "a report says that it is exploited",
  "live-incident": "an attack is going on",
  "attack-observed": "an attack was observed",
  severity: "it is of the severity that does not wait",
};
