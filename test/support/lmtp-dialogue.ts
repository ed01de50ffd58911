/** LMTP word by word over a socket (RFC 2033): for answers that a mail library would keep to itself. */
import { once } from "node:events";
import { connect } from "node:net";
import { reportAddress } from "./product.ts";

/**
 * Sends one message without naming its size first; gives the last answer, whatever it is. The
 * message ends with a line end and has no line that begins with a dot.
 */
export async function sendByLmtp(port: number, from: string, raw: Uint8Array): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const answers = linesOf(socket);
  try {
    await answers();
    for (const line of ["LHLO mail.research.example", `MAIL FROM:<${from}>`]) {
      socket.write(`${line}\r\n`);
      await answers();
    }
    socket.write(`RCPT TO:<${reportAddress}>\r\n`);
    await answers();
    socket.write("DATA\r\n");
    await answers();
    if (!socket.write(raw)) await once(socket, "drain");
    socket.write(".\r\n");
    return await answers();
  } finally {
    socket.destroy();
  }
}

/** Each call gives the next whole answer: lines up to one whose code is followed by a blank. */
function linesOf(socket: ReturnType<typeof connect>): () => Promise<string> {
  let text = "";
  socket.setEncoding("utf8");
  socket.on("data", (chunk) => {
    text += chunk;
  });
  return async () => {
    for (;;) {
      const whole = /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/.exec(text)?.[0];
      if (whole) {
        text = text.slice(whole.length);
        return whole.trim();
      }
      await once(socket, "data", { signal: AbortSignal.timeout(300_000) });
    }
  };
}
