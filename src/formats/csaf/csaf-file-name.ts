/** The file name that CSAF 2.0 §5.1 makes of a tracking id. */

/** `Example Company - 2019-YH3234` becomes `example_company_-_2019-yh3234.json`. */
export function csafFileName(trackingId: string): string {
  return `${trackingId.toLowerCase().replace(/[^+\-a-z0-9]+/g, "_")}.json`;
}
