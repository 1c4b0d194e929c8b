/** A time zone in which it is early afternoon: what happened in the last hours happened today, and no test runs into midnight. */
export function afternoonZone(now: number): string {
  const ahead = 14 - new Date(now).getUTCHours();
  return ahead === 0 ? "Etc/GMT" : `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
}
