/** The product whose mail server is away: what is owed waits over a restart, and leaves once it is back. */
import { rm } from "node:fs/promises";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../../src/cli/demo/stage.ts";
import { freePort } from "../support/free-port.ts";
import { type Product, startProduct } from "../support/product.ts";
import { joinRunning, type RunningContext } from "../support/running-context.ts";

let port: number;
let product: Product;
let behind: RunningContext;
let server: SMTPServer | undefined;
const received: { readonly to: readonly string[]; readonly raw: string }[] = [];

const start = async (folder?: string) => {
  const settings = { PARLEY_SMTP_URL: `smtp://127.0.0.1:${port}` };
  product = await startProduct({
    demonstration: false,
    settings,
    ...(folder === undefined ? {} : { folder }),
  });
  behind = await joinRunning(product.dataDirectory, product.baseUrl);
};

beforeAll(async () => {
  port = await freePort();
  await start();
});

afterAll(async () => {
  await behind?.close();
  await product?.stop();
  if (product) await rm(product.folder, { recursive: true, force: true });
  await new Promise<void>((resolve) => (server ? server.close(resolve) : resolve()));
});

async function openMailServer(): Promise<void> {
  const opened = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onData: async (stream, session, callback) => {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const to = session.envelope.rcptTo.map(({ address }) => address);
      received.push({ to, raw: Buffer.concat(chunks).toString("latin1") });
      callback();
    },
  });
  opened.on("error", () => {});
  await new Promise<void>((resolve) => opened.listen(port, "127.0.0.1", () => resolve()));
  server = opened;
}

interface Row {
  readonly state: string;
  readonly attempts: number;
  readonly mailId: string;
  readonly again: Date | null;
}

const mail = async (): Promise<Row | undefined> =>
  (
    await behind.admin.query(
      `select state, attempts, mail_id as "mailId", next_try_at as "again" from deliveries`,
    )
  ).rows[0];

test("a mail that no server takes is put off, waits over a restart, and leaves as the same mail", async () => {
  await product.visitor().api("/reports", {
    email: "finder@research.example",
    product: "Gateway",
    description: "A crafted packet restarts it.",
    answersBy: "mail",
  });
  const before = await eventually("a try that was put off", async () => {
    const found = await mail();
    return found && found.attempts > 0 && found.again ? found : undefined;
  });
  expect(before.state).toBe("owed");
  await behind.close();
  await product.stop();
  await openMailServer();
  await start(product.folder);
  const after = await eventually("the mail", async () => {
    const found = await mail();
    return found?.state === "sent" ? found : undefined;
  });
  expect(after.mailId).toBe(before.mailId);
  expect(after.attempts).toBeGreaterThan(before.attempts);
  const ours = received.filter(({ to }) => to.includes("finder@research.example"));
  expect(ours).toHaveLength(1);
  expect(ours[0]?.raw).toContain(`Message-ID: ${before.mailId}`);
});
