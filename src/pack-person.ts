/** Joins the page of what is held about a person with the archive: formats do not know each other. */
import type { PackPerson } from "./core/retention/person-data.ts";
import { writeArchive } from "./formats/evidence/archive.ts";
import { personHtml } from "./formats/person/person-page.tsx";

export const packPerson: PackPerson = (data) =>
  writeArchive(
    [
      { name: "person.html", bytes: Buffer.from(personHtml(data)) },
      { name: "person.json", bytes: Buffer.from(`${JSON.stringify(data, null, 2)}\n`) },
    ],
    new Date(data.madeAt),
  );
