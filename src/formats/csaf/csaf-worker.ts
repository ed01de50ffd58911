/** The worker thread that examines CSAF documents: foreign text can take its seconds here. */
import { answerCalls } from "../../lib/worker-answers.ts";
import { examine, warmUp } from "./check/examine.ts";

answerCalls({ examine, warmUp });
