/**
 * A checksum of a text, below 2^53: equal texts have equal ones, and different texts hardly ever do. For telling copies
 * apart, not for security: cyrb53, a public-domain mix of two 32-bit multiplications.
 */
export function checksum(text: string): number {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 2654435761);
    high = Math.imul(high ^ unit, 1597334677);
  }
  const mixedLow = mix(low, high);
  const mixedHigh = mix(high, low);
  return 4294967296 * (2097151 & mixedHigh) + (mixedLow >>> 0);
}

/** The same of numbers: -0 and NaN count as 0. */
export function checksumOfNumbers(numbers: readonly number[]): number {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  const take = (half: number): void => {
    low = Math.imul(low ^ half, 2654435761);
    high = Math.imul(high ^ half, 1597334677);
    low ^= low >>> 15;
    high ^= high >>> 13;
  };
  for (const number of numbers) {
    take(number);
    take(Math.floor(number / 4294967296));
  }
  const mixedLow = mix(low, high);
  const mixedHigh = mix(high, low);
  return 4294967296 * (2097151 & mixedHigh) + (mixedLow >>> 0);
}

function mix(one: number, other: number): number {
  return Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
}
