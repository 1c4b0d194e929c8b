// A thread that ends after its first slice, as one that ran out of memory does.
import { parentPort } from "node:worker_threads";
import "./plain-thread.ts";

let slices = 0;
const port = parentPort;
const post = port?.postMessage.bind(port);
if (port !== null && post !== undefined)
  port.postMessage = (message: { kind: string }, transfer) => {
    post(message, transfer);
    if (message.kind === "slice" && ++slices === 2) throw new Error("broken");
  };
