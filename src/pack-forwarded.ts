/** Joins what is forwarded with the archive that the files of an evidence pack go into. */
import type { PackFiles } from "./core/forwarding/package.ts";
import { writeArchive } from "./formats/evidence/archive.ts";

export const packForwarded: PackFiles = (files, at) => writeArchive(files, at);
