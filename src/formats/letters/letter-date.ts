/** Dates in letters: the day of the week, the time and the zone, in the language of the reader. */

/** Such as "Friday 2 January 2026, 04:04 (Europe/Paris)". */
export function letterDate(date: Date, timeZone: string, language: string): string {
  const parts = partsOf(date, timeZone, language);
  const [weekday, day, month, year] = [parts.weekday, parts.day, parts.month, parts.year];
  const time = `${parts.hour}:${parts.minute}`;
  if (/^en\b/.test(language)) return `${weekday} ${day} ${month} ${year}, ${time} (${timeZone})`;
  if (/^fr\b/.test(language)) {
    return `${weekday} ${day === "1" ? "1er" : day} ${month} ${year} à ${time} (${timeZone})`;
  }
  const format = new Intl.DateTimeFormat(language, {
    timeZone,
    dateStyle: "full",
    timeStyle: "short",
  });
  return `${format.format(date)} (${timeZone})`;
}

function partsOf(date: Date, timeZone: string, language: string): Record<string, string> {
  const format = new Intl.DateTimeFormat(/^fr\b/.test(language) ? "fr-FR" : "en-GB", {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
}
