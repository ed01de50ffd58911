/** A memory of byte strings by name that never holds more than so many bytes; the longest unused go first. */

export interface BoundedBytes {
  /** What is kept under the name, else what `make` gives, which is then kept if it fits. */
  get(name: string, make: () => Promise<Buffer>): Promise<Buffer>;
}

export function boundedBytes(bytesMax: number): BoundedBytes {
  const kept = new Map<string, Buffer>();
  let bytes = 0;
  return {
    async get(name, make) {
      const found = kept.get(name);
      if (found) {
        // Moved to the end: a Map keeps its order of insertion.
        kept.delete(name);
        kept.set(name, found);
        return found;
      }
      const made = await make();
      if (made.length > bytesMax || kept.has(name)) return made;
      kept.set(name, made);
      bytes += made.length;
      for (const [oldest, old] of kept) {
        if (bytes <= bytesMax) break;
        kept.delete(oldest);
        bytes -= old.length;
      }
      return made;
    },
  };
}
