/** How far a listing goes: an archive may be made to cost whoever opens it. */
export const archiveLimits = {
  entriesMax: 2_000,
  nameLettersMax: 400,
  depthMax: 3,
  /** Of one inner archive, unpacked in memory only to be listed. */
  innerBytesMax: 16 * 1024 * 1024,
  /** Of everything that is unpacked in memory for one listing. */
  inflatedBytesMax: 128 * 1024 * 1024,
  /** Unpacked to packed; text of a log reaches 100, a bomb many thousands. */
  ratioMax: 200,
} as const;
