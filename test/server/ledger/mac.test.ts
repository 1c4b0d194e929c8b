import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createMac } from "../../../server/ledger/mac.ts";

test("is HMAC-SHA256, whatever the key, and however long and many the parts", () => {
  const part = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.uint8Array({ maxLength: 99 }),
    fc.constantFrom("", "é".repeat(40_000), "\ud83d", new Uint8Array(70_000)),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.array(fc.array(part)), (key, texts) => {
      const mac = createMac(key);
      for (const parts of texts) {
        const own = createHmac("sha256", key);
        for (const one of parts) own.update(one);
        expect(mac(...parts)).toBe(own.digest("binary"));
      }
    }),
  );
});
