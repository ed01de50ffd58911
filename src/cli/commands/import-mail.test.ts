import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { threadsIn } from "../../core/mail/archive-threads.ts";
import { openMaildir, openMbox } from "../mail-archive.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-archive-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const mail = (id: number, more = "") =>
  `Message-ID: <${id}@lab.example>\n${more}Date: Wed, ${10 + id} Mar 2026 09:00:00 +0000\nSubject: a\n\nwords ${id}\n`;
const separator = "From finder@lab.example Wed Mar 11 09:00:00 2026\n";

test("an mbox and a maildir of the same mails give the same bytes, as they travelled", async () => {
  const texts = [mail(1), mail(2, "In-Reply-To: <1@lab.example>\n"), mail(3)];
  await writeFile(join(folder, "box"), texts.map((text) => `${separator}${text}\n`).join(""));
  const directory = join(folder, "maildir");
  for (const part of ["cur", "new", "tmp"]) await mkdir(join(directory, part), { recursive: true });
  await writeFile(join(directory, "cur", "1.mx:2,S"), texts[0] ?? "");
  await writeFile(join(directory, "cur", "2.mx:2,RS"), texts[1] ?? "");
  await writeFile(join(directory, "new", "3.mx"), texts[2] ?? "");
  await writeFile(join(directory, "cur", "4.mx:2,ST"), mail(4));
  await writeFile(join(directory, "cur", ".hidden"), mail(5));
  await writeFile(join(directory, "tmp", "6.mx"), mail(6));
  const archives = [
    await openMbox(join(folder, "box"), 10_000),
    await openMaildir(directory, 10_000),
  ];
  const read = await Promise.all(
    archives.map((archive) =>
      Promise.all(
        threadsIn(archive.heads).map((thread) =>
          Promise.all(thread.map(async (head) => (await archive.rawOf(head)).toString())),
        ),
      ),
    ),
  );
  const asSent = texts.map((text) => text.replaceAll("\n", "\r\n"));
  expect(read[0]).toEqual([[asSent[0], asSent[1]], [asSent[2]]]);
  expect(read[1]).toEqual(read[0]);
  for (const archive of archives) await archive.close();
});

test("a mail above the limit is named and left out", async () => {
  await writeFile(
    join(folder, "large"),
    `${separator}${mail(1)}${"x\n".repeat(300)}\n${separator}${mail(2)}`,
  );
  const archive = await openMbox(join(folder, "large"), 500);
  expect(archive.problems).toEqual([expect.stringMatching(/^Mail 1 has \d+ bytes/)]);
  expect(archive.heads).toHaveLength(1);
  await archive.close();
});
