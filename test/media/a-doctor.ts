// A hand-written answer to what is known.
import type { Doctor } from "../../server/protocol/doctor.ts";

const agent = (id: string, label: string, sessions: number): Doctor["agents"][number] => ({
  id,
  label,
  places: [{ folder: `/home/ada/.${id}/sessions`, found: sessions > 0 ? "yes" : "no" }],
  logs: sessions * 2,
  bytes: sessions * 640_000,
  unread: { logs: 0, bytes: 0 },
  logsGone: sessions > 20 ? 4 : 0,
  sessions,
  newestRecord: sessions > 0 ? "2026-11-20T11:58:00.000Z" : null,
  skipped: sessions > 20 ? [{ reason: "not JSON", records: 3 }] : [],
  unreadable: [],
  deletesAfterDays: sessions > 20 ? 30 : null,
});

export const aDoctor: Doctor = {
  schema: "tokenworth/doctor@1",
  now: "2026-11-20T12:04:00.000Z",
  machine: { platform: "linux", node: "24.21.0", git: "git 2.47.3", tokenworth: "0.1.0" },
  agents: [agent("a", "Demo Agent", 33), agent("b", "Other Agent", 18), agent("c", "Third Agent", 0)],
  repositories: [
    {
      repository: "/home/ada/code/tokenworth",
      sessions: 31,
      branch: "main",
      bare: false,
      shallow: false,
      partial: false,
      objectFormat: "sha1",
      formerly: [{ folder: "/home/ada/old/tokenworth", knownBy: "moved" }],
      problem: null,
    },
    {
      repository: "/home/ada/code/uploader",
      sessions: 20,
      branch: "trunk",
      bare: false,
      shallow: true,
      partial: false,
      objectFormat: "sha1",
      formerly: [],
      problem: null,
    },
  ],
  homeless: [{ folder: "/tmp/scratch", gone: true, sessions: 2 }],
  ledger: {
    folder: "/home/ada/.local/share/tokenworth",
    exists: true,
    bytes: 4_812_000,
    begun: "2026-09-01T08:00:00.000Z",
    lastRun: "2026-11-20T12:04:00.000Z",
    problem: null,
    setAside: [],
  },
  settings: { folder: "/home/ada/.config/tokenworth", paths: {}, problem: null },
  problems: [],
};
