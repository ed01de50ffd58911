/** Sizes as people read them. */

const units = ["bytes", "kB", "MB", "GB", "TB"] as const;

/** "734 bytes", "1.2 MB"; thousands, as disks are sold. */
export function inBytes(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const number = bytes / 1_000 ** power;
  return `${power === 0 ? number : number.toFixed(1)} ${units[power]}`;
}
