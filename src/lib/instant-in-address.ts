/** Reads instants that stand in addresses of pages. */

/** As `toISOString` writes them, with four digits of the year. */
const written = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

/**
 * The instant, or null for anything else. Never one that JavaScript can hold and a database cannot,
 * such as a day of the year -271821.
 */
export function instantInAddress(text: string | undefined): Date | null {
  if (!text || !written.test(text)) return null;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? null : instant;
}
