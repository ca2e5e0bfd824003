export type Latency = {
  readonly members: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** The part of members that were done within the limit. */
  readonly withinLimitRatio: number;
};

/** What the public brief allows for one member's recommendations. */
export const latencyLimitMs = 5_000;

/** Durations of one member each → percentiles by nearest rank. */
export function latency(durationsMs: readonly number[]): Latency {
  const sorted = [...durationsMs].sort((a, b) => a - b);
  const at = (ratio: number) => sorted[Math.max(0, Math.ceil(sorted.length * ratio) - 1)] ?? 0;
  const within = sorted.filter((duration) => duration <= latencyLimitMs).length;
  return {
    members: sorted.length,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    maxMs: at(1),
    withinLimitRatio: sorted.length === 0 ? 0 : within / sorted.length,
  };
}
