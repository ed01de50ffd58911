/** The thread in which files of strangers are looked at: nothing of the product is within its reach. */
import { answerCalls } from "../../lib/worker-answers.ts";
import { lookAtFile } from "./look-at-file.ts";

answerCalls({ lookAtFile });
